//! A store that is a map.
use onionskin::prelude::*;

use std::collections::HashMap;
#[derive(Clone, Default, Serialize, Deserialize)]
struct V;
fn main() {
    let _ = Sessions::<V>::new(HashMap::<String, V>::new());
}
