//! A forgotten await on a helper.
use onionskin::prelude::*;

async fn allowed(_: &str) -> bool {
    true
}
#[middleware]
async fn auth(req: &mut Request, next: impl Next) -> Response {
    let name = req.uri().path().to_owned();
    if !allowed(&name) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    next.run(req).await
}

fn main() {}
