//! A query that borrows.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Page<'a> {
    title: &'a str,
}

#[handler]
async fn home(Query(page): Query<Page<'_>>) -> String {
    page.title.to_owned()
}

fn main() {}
