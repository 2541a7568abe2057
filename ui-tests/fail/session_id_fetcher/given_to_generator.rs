//! A session id fetcher where the generator goes.
use onionskin::prelude::*;

#[session_id_fetcher]
fn session_id(_req: &Request) -> Option<String> {
    None
}

fn main() {
    let _ = Sessions::<u64>::new(MemoryStore::new()).generator(session_id {});
}
