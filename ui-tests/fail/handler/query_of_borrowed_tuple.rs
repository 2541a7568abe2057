//! A query of a tuple.
use onionskin::prelude::*;

#[handler]
async fn rows(Query((a, b)): Query<(u32, &str)>) -> String {
    format!("{a}{b}")
}

fn main() {}
