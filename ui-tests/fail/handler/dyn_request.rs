//! A dyn request.
use onionskin::prelude::*;

#[handler]
async fn home(req: &dyn Request) -> String {
    req.uri().to_string()
}

fn main() {}
