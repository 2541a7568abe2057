//! A setting with `=`.
use onionskin::prelude::*;

#[middleware(before)]
fn limit(_req: &Request, #[setting] max: u64, #[setting(default = 1)] burst: u64) {
    let _ = (max, burst);
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        limit { max = 10 },
        => home
    };
}
