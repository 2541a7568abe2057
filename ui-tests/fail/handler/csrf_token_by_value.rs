//! The csrf token by value.
use onionskin::prelude::*;

#[handler]
fn form(token: CsrfToken) -> String {
    token.field().to_string()
}

fn main() {}
