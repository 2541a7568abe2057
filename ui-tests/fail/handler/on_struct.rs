//! The attribute on a struct.
use onionskin::prelude::*;

#[handler]
struct Home;

fn main() {}
