//! What is called has the name of a stage, and is none: a closure, or a function, that makes one.
#![deny(warnings)]
use onionskin::prelude::*;

mod stages {
    use onionskin::prelude::*;

    #[middleware(before)]
    pub fn cors() {}
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let cors = || Cors::new().allow_origin("https://example.org");
    let _ = middleware_stack! { stages::cors, cors(), => home };
}
