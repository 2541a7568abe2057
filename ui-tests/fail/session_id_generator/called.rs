//! A generator given as a bare name.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Login;

#[session_id_generator]
fn id() -> SessionId {
    SessionId::random::<128>()
}

fn main() {
    let _ = Sessions::<Login>::new(MemoryStore::new()).generator(id);
}
