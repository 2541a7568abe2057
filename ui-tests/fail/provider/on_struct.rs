//! The attribute on a struct.
use onionskin::prelude::*;

#[provider]
struct User;

fn main() {}
