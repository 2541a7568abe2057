//! A handler that takes a part of the path as what cannot be read.
use onionskin::prelude::*;

struct Id(u64);

#[handler]
fn item(Path(Id(id)): Path<Id>) -> String {
    id.to_string()
}

fn main() {}
