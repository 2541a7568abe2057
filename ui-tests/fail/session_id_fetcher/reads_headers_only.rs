//! A fetcher of a header map.
use onionskin::prelude::*;

#[session_id_fetcher]
fn id(headers: &HeaderMap) -> Option<String> {
    let _ = headers;
    None
}
#[derive(Clone, Default, Serialize, Deserialize)]
struct V;
#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let sessions = Sessions::<V>::new(MemoryStore::new()).fetcher(id {});
    let _ = middleware_stack! { (sessions), => home };
}
