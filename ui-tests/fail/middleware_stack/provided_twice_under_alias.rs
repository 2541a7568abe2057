//! Two stages provide one type, one under an alias.
use onionskin::prelude::*;

type Count = u64;

#[provider]
fn hits(_req: &Request) -> Count {
    1
}

#[provider]
fn visitors(_req: &Request) -> u64 {
    2
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        hits,
        visitors,
        => home
    };
}
