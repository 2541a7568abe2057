//! An `Arc` is asked for, and what is in it provided.
use onionskin::prelude::*;

use std::sync::Arc;

struct Config;

#[handler]
fn home(_config: &Arc<Config>) -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { provide Config; => home };
}
