//! The builder of sessions as a local variable.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Login;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let sessions = Sessions::<Login>::new(MemoryStore::new());
    let _ = middleware_stack! { sessions, => home };
}
