//! A handler that takes as JSON what cannot be read.
use onionskin::prelude::*;

struct Item;

#[handler]
async fn add(Json(_item): Json<Item>) -> StatusCode {
    StatusCode::CREATED
}

fn main() {}
