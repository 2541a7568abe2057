//! A stage of Self.
use onionskin::prelude::*;

struct Api;
impl Api {
    fn app(&self) -> impl Application {
        middleware_stack! { Self::timing, => home }
    }
}
#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {}
