//! A handler that returns something displayable.
use onionskin::prelude::*;

#[handler]
fn home() -> impl std::fmt::Display {
    5
}

fn main() {}
