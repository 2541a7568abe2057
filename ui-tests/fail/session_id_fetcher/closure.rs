//! A closure as a fetcher.
use onionskin::prelude::*;

#[derive(Clone, Default, Serialize, Deserialize)]
struct V;
fn main() {
    let _ = Sessions::<V>::new(MemoryStore::new())
        .fetcher(|req: &Request| req.cookie("id").map(|c| c.value().to_owned()));
}
