//! A middleware in the style of axum, by value and with a type: two errors.
use onionskin::prelude::*;

#[middleware]
async fn auth(req: Request, next: Next) -> Result<Response, StatusCode> {
    Ok(next.run(req).await)
}

fn main() {}
