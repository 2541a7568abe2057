//! A handler that takes the body twice.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Item;

#[handler]
async fn add(Json(_one): Json<Item>, Json(_two): Json<Item>) -> &'static str {
    "added"
}

fn main() {}
