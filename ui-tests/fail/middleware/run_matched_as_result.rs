//! What the rest of the stack gives is matched as a Result.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    match next.run(req).await {
        Ok(res) => res,
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}

fn main() {}
