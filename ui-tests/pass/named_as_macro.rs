//! A handler and a stage have the names of macros that are imported: those take no name from a function.
#![deny(warnings)]
use std::{matches, todo};

use onionskin::prelude::*;

#[middleware(before)]
fn todo() {}

#[handler]
fn matches() -> &'static str {
    if matches!(1, 1) { "yes" } else { todo!() }
}

fn main() {
    let _ = middleware_stack! { todo, => matches };
}
