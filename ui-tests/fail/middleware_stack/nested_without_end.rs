//! A nested stack without an end.
use onionskin::prelude::*;

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

fn main() {
    let _ = middleware_stack! {
        => routes {
            "/admin" => { timing },
        }
    };
}
