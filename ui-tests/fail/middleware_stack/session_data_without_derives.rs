//! Sessions of data without derives.
use onionskin::prelude::*;

struct V;
fn main() {
    let _ = Sessions::<V>::new(MemoryStore::new());
}
