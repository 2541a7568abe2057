//! What the rest of the stack gives is taken for a Result by a pattern.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    if let Ok(res) = next.run(req).await {
        return res;
    }
    StatusCode::BAD_GATEWAY.into_response()
}

fn main() {}
