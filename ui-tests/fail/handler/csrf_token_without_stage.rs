//! The csrf token without its stage.
use onionskin::prelude::*;

#[handler]
fn form(token: &CsrfToken) -> String {
    token.field().to_string()
}
fn main() {
    let _ = middleware_stack! { => routes { GET "/form" => form } };
}
