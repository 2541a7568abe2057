//! An optional value that threads cannot share.
use onionskin::prelude::*;

use std::cell::Cell;

#[middleware(before)]
fn look(_hits: Option<&Cell<u64>>) {}

fn main() {}
