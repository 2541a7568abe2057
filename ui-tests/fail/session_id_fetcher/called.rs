//! A fetcher given as a bare name.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Login;

#[session_id_fetcher]
fn id(_req: &Request) -> Option<String> {
    None
}

fn main() {
    let _ = Sessions::<Login>::new(MemoryStore::new()).fetcher(id);
}
