//! A handler that takes by value what no request holds.
use onionskin::prelude::*;

struct Config;

#[handler]
async fn home(_config: Config) -> String {
    String::new()
}

fn main() {}
