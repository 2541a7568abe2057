//! The attribute on a call of a macro.
use onionskin::prelude::*;

macro_rules! auth {
    () => {};
}

#[middleware]
auth! {}

fn main() {}
