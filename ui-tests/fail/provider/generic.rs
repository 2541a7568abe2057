//! A generic provider.
use onionskin::prelude::*;

#[provider]
fn value<T: Default>(_req: &Request) -> T {
    T::default()
}

fn main() {}
