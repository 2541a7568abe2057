//! A value that is provided in two stacks.
use onionskin::prelude::*;

struct Db;
#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let db = Db;
    let _a = middleware_stack! { provide db; => home };
    let _b = middleware_stack! { provide db; => home };
}
