//! A provider whose type has no name.
use onionskin::prelude::*;

#[provider]
fn names(_req: &Request) -> impl Iterator<Item = u8> {
    [1, 2].into_iter()
}

fn main() {}
