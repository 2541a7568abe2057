//! A handler whose branches return two types.
use onionskin::prelude::*;

#[handler]
fn home(req: &Request) -> impl IntoResponse {
    if req.uri().path() == "/" {
        return StatusCode::OK;
    }
    "home"
}

fn main() {}
