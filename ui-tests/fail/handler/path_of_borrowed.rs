//! A path parameter by reference.
use onionskin::prelude::*;

#[handler]
fn hello(Path(name): Path<&str>) -> String {
    name.to_owned()
}

fn main() {}
