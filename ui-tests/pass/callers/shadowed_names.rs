//! A caller whose own names are those of the standard library and of generated code.
#![allow(dead_code, non_camel_case_types)]

use onionskin::prelude::{Next, Outcome, Request, Response};
use onionskin::{handler, middleware, middleware_stack, provider};

mod core {}
mod std {}
mod alloc {}
mod checks {}
mod __private {}

struct Option;
struct Result;
struct Box;
struct String;
struct Vec;
struct Some;
struct None;
struct Ok;
struct Err;
struct Send;
struct Sync;
struct Sized;
struct Future;
struct Settings;
struct Default;
struct Clone;
struct Debug;
trait From {}
trait Into {}
trait Fn {}
type u64 = ::core::primitive::u32;
type str = ::core::primitive::u8;
type usize = ::core::primitive::u8;
type bool = ::core::primitive::u8;

struct User(&'static ::core::primitive::str);

#[middleware]
async fn timing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware]
async fn fallible(
    req: &mut Request,
    next: impl Next,
    text: ::std::string::String,
) -> ::core::result::Result<Response, ::onionskin::http::StatusCode> {
    let _ = text;
    ::core::result::Result::Ok(next.run(req).await)
}

#[middleware(before)]
fn limit(_req: &Request, #[setting] max: ::core::primitive::u32, #[setting(default = 1)] burst: u64) {
    let _ = (max, burst);
}

#[middleware(after)]
async fn stamp(res: &mut Response, user: &User) {
    let _ = (res, user.0);
}

#[middleware(finally)]
fn count(_req: &Request, _outcome: Outcome<'_>) {}

#[provider]
async fn user(_req: &Request) -> ::core::result::Result<User, ::onionskin::http::StatusCode> {
    ::core::result::Result::Ok(User("ann"))
}

#[handler]
async fn home(user: &User, text: ::std::string::String) -> ::std::string::String {
    ::std::format!("{}{text}", user.0)
}

fn main() {
    let _ = middleware_stack! {
        provide 1_u8;

        timing,
        user,
        fallible,
        limit { max: 3 },
        stamp,
        count,
        => routes {
            GET | POST "/{name}" => home,
            "/more" => { => home },
            _ => home,
        }
    };
}
