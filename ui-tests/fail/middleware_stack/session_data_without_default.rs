//! Sessions of data without a default.
use onionskin::prelude::*;

#[derive(Clone, Serialize, Deserialize)]
struct Login;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { (Sessions::<Login>::new(MemoryStore::new())), => home };
}
