//! A handler that returns as JSON a list of what cannot be written.
use onionskin::prelude::*;

struct Book {
    title: String,
}

#[handler]
fn books() -> (StatusCode, Json<Vec<Book>>) {
    (StatusCode::OK, Json(vec![Book { title: "Emma".to_owned() }]))
}

fn main() {}
