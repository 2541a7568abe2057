//! A stage in a Result.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn make() -> Result<Cors, String> { Ok(Cors::new()) }
fn main() {
    let _ = middleware_stack! {
        (make()),
        => home
    };
}
