//! A middleware whose error is a box.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Result<Response, Box<dyn std::error::Error>> {
    Ok(next.run(req).await)
}

fn main() {}
