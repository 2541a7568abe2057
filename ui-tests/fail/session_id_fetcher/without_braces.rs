//! A fetcher without braces.
use onionskin::prelude::*;

#[session_id_fetcher]
fn id(req: &Request) -> Option<String> {
    let _ = req;
    None
}
#[derive(Clone, Default, Serialize, Deserialize)]
struct V;
fn main() {
    let _ = Sessions::<V>::new(MemoryStore::new()).fetcher(id);
}
