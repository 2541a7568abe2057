//! A borrowed parameter given as a setting.
use onionskin::prelude::*;

struct Config;

#[middleware(before)]
fn limit(_config: &Config, #[setting(default = 1)] _max: u64) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { provide Config; limit { config: 5 }, => home };
}
