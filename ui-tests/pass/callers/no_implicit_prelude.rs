//! A caller without the prelude of the standard library.
#![no_implicit_prelude]

use ::onionskin::prelude::{Next, Request, Response, SessionId};
use ::onionskin::{
    error_handler, handler, middleware, middleware_stack, provider, session_id_fetcher,
    session_id_generator,
};

struct User;
struct Denied;
impl ::onionskin::IntoResponse for Denied {
    fn into_response(self) -> Response {
        ::onionskin::IntoResponse::into_response("denied")
    }
}

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware(before)]
fn limit(_req: &Request, #[setting] max: u64, #[setting(default = 1)] burst: u64) {
    let _ = (max, burst);
}

#[provider]
fn user(_req: &Request) -> ::core::result::Result<User, Denied> {
    ::core::result::Result::Ok(User)
}

#[error_handler]
fn denied(_err: &Denied) -> &'static str {
    "denied"
}

#[session_id_fetcher]
fn session_id(_req: &Request) -> ::core::option::Option<::std::string::String> {
    ::core::option::Option::None
}

#[session_id_generator]
fn new_session_id() -> SessionId {
    SessionId::random::<128>()
}

#[handler]
async fn home(_user: &User, name: ::onionskin::Path<::std::string::String>) -> ::std::string::String {
    name.0
}

fn main() {
    let _ = middleware_stack! {
        provide 1_u8;

        denied,
        timing,
        user,
        limit { max: 3 },
        => routes {
            GET "/{name}" => home,
        }
    };
}
