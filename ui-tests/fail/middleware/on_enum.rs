//! The attribute on an enum.
use onionskin::prelude::*;

#[middleware]
enum Auth {
    _Basic,
}

fn main() {}
