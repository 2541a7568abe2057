//! A shared value taken by value.
use onionskin::prelude::*;

use std::sync::Arc;

struct Config;

#[handler]
fn home(_config: Arc<Config>) -> &'static str {
    "home"
}

fn main() {}
