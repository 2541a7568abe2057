//! A generator without braces.
use onionskin::prelude::*;

#[session_id_generator]
fn new_id() -> SessionId {
    SessionId::random::<128>()
}
#[derive(Clone, Default, Serialize, Deserialize)]
struct V;
fn main() {
    let _ = Sessions::<V>::new(MemoryStore::new()).generator(new_id);
}
