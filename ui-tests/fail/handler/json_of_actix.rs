//! actix's json through its module.
use onionskin::prelude::*;

#[derive(Deserialize)]
struct Item { n: u32 }
#[handler]
async fn add(item: web::Json<Item>) -> String {
    item.n.to_string()
}

fn main() {}
