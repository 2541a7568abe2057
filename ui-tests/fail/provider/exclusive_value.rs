//! A provider that wants a value for itself.
use onionskin::prelude::*;

struct Config;
struct User;

#[provider]
fn user(_config: &mut Config) -> User {
    User
}

fn main() {}
