//! A borrowed value with the pattern of an extractor.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Item;

#[handler]
fn home(Json(item): &Item) -> String {
    String::new()
}

fn main() {}
