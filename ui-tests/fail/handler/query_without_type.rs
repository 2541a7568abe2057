//! An extractor without its type.
use onionskin::prelude::*;

#[handler]
fn item(Query(query): Query) -> String {
    query
}

fn main() {}
