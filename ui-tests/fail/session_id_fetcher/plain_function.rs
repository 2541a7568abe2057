//! A function without its attribute as the fetcher.
use onionskin::prelude::*;

fn session_id(_req: &Request) -> Option<String> {
    None
}

fn main() {
    let _ = Sessions::<u64>::new(MemoryStore::new()).fetcher(session_id);
}
