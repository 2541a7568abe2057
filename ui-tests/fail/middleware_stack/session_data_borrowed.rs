//! The data itself is borrowed below.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct V;
#[handler]
async fn home(v: &V) -> String {
    let _ = v;
    String::new()
}
fn main() {
    let _ = middleware_stack! { Sessions::<V>::new(MemoryStore::new()), => home };
}
