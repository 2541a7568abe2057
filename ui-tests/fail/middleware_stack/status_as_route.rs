//! An error handler in the routes.
use onionskin::prelude::*;

struct Failed;
#[handler]
fn home() -> &'static str {
    "home"
}

#[error_handler(404)]
fn lost() -> &'static str { "lost" }
fn main() {
    let _ = middleware_stack! {
        => routes {
            GET "/" => home,
            404 => lost,
        }
    };
}
