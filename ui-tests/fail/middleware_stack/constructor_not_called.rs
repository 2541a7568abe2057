//! A redirect that forgets its parentheses.
use onionskin::prelude::*;

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        HttpsRedirect::new,
        => home
    };
}
