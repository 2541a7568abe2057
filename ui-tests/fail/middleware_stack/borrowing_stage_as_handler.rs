//! A stage that borrows, in braces, as a handler.
use onionskin::prelude::*;

struct Config(u8);

#[middleware]
async fn guard(config: &Config, req: &mut Request, next: impl Next) -> Response {
    match config.0 {
        0 => StatusCode::FORBIDDEN.into_response(),
        _ => next.run(req).await,
    }
}

fn main() {
    let _stack = middleware_stack! {
        provide Config(1);
        => (guard {})
    };
}
