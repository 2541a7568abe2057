//! `recommended()` and one of its stages.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { onionskin::stages::recommended(), RequestIds::new(), => home };
}
