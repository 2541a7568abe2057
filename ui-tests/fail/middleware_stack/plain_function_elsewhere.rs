//! A function without its attribute, in another module.
use onionskin::prelude::*;

mod stages {
    pub async fn audit() {}
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { stages::audit, => home };
}
