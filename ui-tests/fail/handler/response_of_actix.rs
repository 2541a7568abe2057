//! actix's HttpResponse.
use onionskin::prelude::*;

#[handler]
async fn home() -> HttpResponse {
    HttpResponse::Ok().body("home")
}

fn main() {}
