//! A local variable without its parentheses.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let _ = middleware_stack! {
        sessions,
        => home
    };
}
