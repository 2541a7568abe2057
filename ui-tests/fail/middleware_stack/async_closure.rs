//! An async closure as a stage.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        async move |req: &mut Request| { let _ = req; },
        => home
    };
}
