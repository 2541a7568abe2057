//! A tuple of extractors.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Item;

#[handler]
fn home((_query, _item): (Query<Item>, Json<Item>)) -> String {
    String::new()
}

fn main() {}
