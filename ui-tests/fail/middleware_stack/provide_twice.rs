//! `provide` twice.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { provide 5; provide "x"; => home };
}
