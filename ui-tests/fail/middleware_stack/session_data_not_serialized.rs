//! Sessions of data without Serialize.
use onionskin::prelude::*;

#[derive(Clone, Default)]
struct V;
#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { Sessions::<V>::new(MemoryStore::new()), => home };
}
