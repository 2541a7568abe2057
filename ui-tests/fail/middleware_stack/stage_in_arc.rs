//! A struct in an Arc.
use onionskin::prelude::*;

struct Auth;
#[middleware(before)]
impl Auth {
    fn check(&self, _req: &mut Request) {}
}
#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        std::sync::Arc::new(Auth),
        => home
    };
}
