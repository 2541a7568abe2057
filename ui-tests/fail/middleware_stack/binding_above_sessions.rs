//! A binding above the sessions.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct V;
#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { SessionBinding::<V>::new([0_u8; 32]), Sessions::<V>::new(MemoryStore::new()), => home };
}
