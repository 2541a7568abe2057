//! A where clause on a type of nobody.
use onionskin::prelude::*;

#[handler]
async fn home<T>(q: Query<T>) -> String where T: Deserialize {
    String::new()
}

fn main() {}
