//! An extractor that is borrowed.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Item;

#[handler]
fn item(_item: &Json<Item>) -> String {
    String::new()
}

fn main() {
    let _ = middleware_stack! { => item };
}
