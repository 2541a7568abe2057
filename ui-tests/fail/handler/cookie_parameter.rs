//! A cookie by value.
use onionskin::prelude::*;

#[handler]
fn home(cookie: Cookie<'_>) -> String {
    cookie.value().to_owned()
}

fn main() {}
