//! A handler that borrows an `Arc` of a trait object that threads cannot share.
use onionskin::prelude::*;

use std::sync::Arc;

trait Store {}

#[handler]
fn home(_store: &Arc<dyn Store>) -> &'static str {
    "home"
}

fn main() {}
