//! A session of another type below.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct V;
#[derive(Clone, Default, Serialize, Deserialize)]
struct W;
#[handler]
async fn home(s: &Session<W>) -> Result<String, SessionError> {
    s.get().await?;
    Ok(String::new())
}
fn main() {
    let _ = middleware_stack! { Sessions::<V>::new(MemoryStore::new()), => home };
}
