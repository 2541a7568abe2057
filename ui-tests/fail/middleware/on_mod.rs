//! The attribute on a module.
use onionskin::prelude::*;

#[middleware]
mod auth {}

fn main() {}
