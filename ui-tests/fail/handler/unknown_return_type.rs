//! A handler that returns a type that does not exist.
use onionskin::prelude::*;

#[handler]
async fn search() -> Json<Itm> {
    panic!("never called")
}

fn main() {}
