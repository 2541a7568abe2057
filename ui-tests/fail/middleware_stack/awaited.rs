//! A stack that is awaited.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

async fn app() {
    let _ = middleware_stack! { => home }.await;
}

fn main() {
    drop(app());
}
