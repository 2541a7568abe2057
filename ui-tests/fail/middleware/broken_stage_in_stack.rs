//! A broken stage adds no error where a stack names it.
use onionskin::prelude::*;

#[middleware]
async fn auth(_req: &mut Request) -> Response {
    StatusCode::OK.into_response()
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        auth,
        => home
    };
}
