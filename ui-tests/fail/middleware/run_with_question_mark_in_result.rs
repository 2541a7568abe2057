//! A question mark after the rest of the stack, in a Result.
use onionskin::prelude::*;

#[middleware]
async fn log(req: &mut Request, next: impl Next) -> Result<Response, StatusCode> {
    let res = next.run(req).await?;
    Ok(res)
}

fn main() {}
