//! A mutable extractor.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Item;

#[handler]
fn item(_item: &mut Json<Item>) -> String {
    String::new()
}

fn main() {}
