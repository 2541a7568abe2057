//! A setting that threads cannot share.
use onionskin::prelude::*;

use std::rc::Rc;

#[middleware(before)]
fn limit(#[setting] _max: Rc<u64>) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { limit { _max: Rc::new(5) }, => home };
}
