//! A middleware whose error is no response.
use onionskin::prelude::*;

struct DbError;

#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Result<Response, DbError> {
    Ok(next.run(req).await)
}

fn main() {}
