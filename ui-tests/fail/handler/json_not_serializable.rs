//! A handler that returns as JSON what cannot be written.
use onionskin::prelude::*;

struct Item;

#[handler]
async fn item() -> Json<Item> {
    Json(Item)
}

fn main() {}
