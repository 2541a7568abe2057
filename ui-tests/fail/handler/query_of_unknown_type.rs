//! A misspelt type inside of an extractor.
use onionskin::prelude::*;

#[handler]
async fn search(Query(_query): Query<Missing>) -> String {
    String::new()
}

fn main() {}
