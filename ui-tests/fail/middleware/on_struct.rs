//! The attribute on a struct.
use onionskin::prelude::*;

#[middleware]
struct Auth {
    realm: String,
}

fn main() {}
