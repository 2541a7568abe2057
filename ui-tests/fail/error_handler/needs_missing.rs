//! An error handler that borrows what nobody provides.
use onionskin::prelude::*;

struct DbError;
struct Templates;

#[error_handler]
fn failed(_err: &DbError, _templates: &Templates) -> StatusCode {
    StatusCode::BAD_GATEWAY
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        failed,
        => home
    };
}
