//! A handler that borrows a cell.
use onionskin::prelude::*;

use std::cell::RefCell;

#[handler]
fn home(_count: &RefCell<u64>) -> &'static str {
    "home"
}

fn main() {}
