//! actix's Data.
use onionskin::prelude::*;

struct Db;

#[handler]
async fn home(db: web::Data<Db>) -> String {
    String::new()
}

fn main() {}
