//! A handler that takes the body in two forms.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Item;

#[handler]
async fn add(Json(_one): Json<Item>, _text: String) -> &'static str {
    "added"
}

fn main() {}
