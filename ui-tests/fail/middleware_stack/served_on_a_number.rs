//! A port is served.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
async fn run() -> Result<(), onionskin::Error> {
    onionskin::serve(8000, middleware_stack! { => home }).await
}
fn main() {
    let _ = run();
}
