//! A request for ever.
use onionskin::prelude::*;

#[handler]
async fn home(req: &'static Request) -> String {
    String::new()
}

fn main() {}
