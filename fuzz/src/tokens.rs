//! A stack that asks for tokens, and a visitor who has one.

use onionskin::{BodyError, http, prelude::*};

use crate::Target;

/// What a visitor without a session goes by.
pub const COOKIE: &str = "__Host-csrf=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[handler]
fn show(token: &CsrfToken) -> ([(&'static str, String); 1], StatusCode) {
    ([("x-token", token.to_string())], StatusCode::OK)
}

#[handler]
async fn measure(body: Body) -> Result<([(&'static str, String); 1], StatusCode), BodyError> {
    let length = body.into_bytes(usize::MAX).await?.len();
    Ok(([("x-length", length.to_string())], StatusCode::OK))
}

/// Makes the stack: it shows a token, and tells how long the form was.
#[must_use]
pub fn target() -> Target {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    Target::new(middleware_stack! {
        (sessions),
        CsrfTokens::<u64>::new().form_bytes(64 * 1024),
        => routes { GET "/" => show, POST "/" => measure }
    })
}

/// Gets a token of the visitor.
///
/// # Panics
///
/// When there is none.
#[must_use]
pub fn shown_by(target: &Target) -> String {
    let page = target.ask(http::Request::get("/").header("cookie", COOKIE));
    let page = page.expect("the request can be written");
    let token = page.headers()["x-token"].to_str();
    token.expect("a token is visible").to_owned()
}
