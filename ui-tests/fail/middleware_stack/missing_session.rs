//! A handler borrows a session of other data than the stack has.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Visits(u64);
#[derive(Clone, Default, Serialize, Deserialize)]
struct Login(u64);

#[handler]
async fn home(_login: &Session<Login>) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        (Sessions::<Visits>::new(MemoryStore::new())),
        => home
    };
}
