//! actix's Responder.
use onionskin::prelude::*;

#[handler]
async fn home() -> impl Responder {
    "home"
}

fn main() {}
