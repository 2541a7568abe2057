//! A handler is served without a stack.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
async fn run() -> Result<(), onionskin::Error> {
    onionskin::serve("127.0.0.1:80", home).await
}
fn main() {
    let _ = run();
}
