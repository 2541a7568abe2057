//! Middleware in layers as thin as onionskin paper: plain functions, one declared stack, proven by the compiler.
//!
//! A stage is a function with an attribute. A stack lists stages, the outermost first, and ends in a
//! handler or in routes. What a stage lends, everything below it borrows as `&T`; what nobody lends is
//! a compile error.
//!
//! ```
//! use onionskin::prelude::*;
//!
//! struct Greeting(&'static str);
//!
//! #[middleware(after)]
//! fn no_sniffing(res: &mut Response) {
//!     res.headers_mut().insert("x-content-type-options", HeaderValue::from_static("nosniff"));
//! }
//!
//! #[handler]
//! fn hello(Path(name): Path<String>, greeting: &Greeting) -> String {
//!     format!("{}, {name}!", greeting.0)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let app = middleware_stack! {
//!     provide Greeting("Hello");
//!
//!     no_sniffing,
//!     => routes {
//!         GET "/{name}" => hello,
//!     }
//! };
//! # #[cfg(feature = "testing")] {
//! let client = onionskin::TestClient::new(app);
//! assert_eq!(client.get("/Ann").await.text().await, "Hello, Ann!");
//! # }
//! # }
//! ```
//!
//! In a program, `onionskin::serve("127.0.0.1:8000", app).await` puts it on a socket.
//!
//! # Where to read on
//!
//! - the macros, a page each: [`middleware`](macro@middleware), [`provider`](macro@provider),
//!   [`handler`](macro@handler), [`error_handler`](macro@error_handler),
//!   [`session_id_fetcher`](macro@session_id_fetcher),
//!   [`session_id_generator`](macro@session_id_generator), [`middleware_stack!`];
//! - the guide: [order](guide::ordering), [writing a stage](guide::writing_a_stage),
//!   [errors](guide::errors), [testing](mod@guide::testing);
//! - the [built-in stages](stages), and those that are [`recommended`];
//! - [`Stage`], the one trait that everything is about; [`session`], [`Server`], [`describe`].
//!
//! # Features
//!
//! | feature | default | what it brings |
//! |---|---|---|
//! | `multipart` | yes | forms with files: `Multipart` takes them, `CsrfTokens` finds tokens in them |
//! | `testing` | yes | `TestClient`, `TestServer`, and the conformance suite of session stores |
//! | `regex` | no | patterns of origins in `Cors` |
//! | `sqlite`, `redis`, `postgres` | no | session stores that are files or servers of their own |
//! | `redis-tls` | no | `redis`, and `rediss://` by rustls |
//! | `postgres-tls` | no | `postgres`, and TLS to it by rustls |
//! | `messagepack-sessions` | no | session data as MessagePack |
//! | `messagepack` | no | clients that speak MessagePack with handlers that speak JSON |
//! | `compression` | no | packed responses and packed requests: gzip, deflate, brotli, zstd |
//! | `client-sessions` | no | sessions that the client keeps itself, sealed in its cookie |
//! | `starlette-sessions` | no | reads the sessions that Starlette and its kin have signed |
//! | `metrics` | no | what `Timing` measures, through the `metrics` crate |
//! | `idna` | no | names of hosts that are not ASCII in the settings of stages |
//! | `tower` | no | layers of tower in our stacks, our stacks as services and layers of tower |
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::print_stdout)]

// So that our own stages are written as a user would write them.
extern crate self as onionskin;

mod app;
mod application;
mod backtrace;
mod body;
pub mod checks;
mod context;
pub mod describe;
mod either;
mod endpoint;
mod error;
mod extract;
mod failure;
mod finished;
mod fragment;
mod generated;
pub mod guide;
mod hook;
mod next;
mod optional;
mod panics;
pub mod prelude;
mod problem;
mod request;
mod response;
mod router;
mod server;
mod service;
pub mod session;
mod stack;
mod stage;
pub mod stages;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "tower")]
pub mod tower;

pub use app::App;
pub use application::Application;
pub use body::{Body, BodyError, BoxError};
pub use context::{Lend, Optional};
pub use cookie::{Cookie, SameSite};
pub use endpoint::Endpoint;
pub use error::Error;
pub use extract::{
    Form, FormRejection, FromRequest, Json, JsonRejection, Path, PathRejection, Query,
    QueryRejection, TextRejection,
};
#[cfg(feature = "multipart")]
pub use extract::{FormPart, Multipart, MultipartError};
pub use failure::Failure;
pub use generated::Outcome;
pub use http;
pub use next::{Next, NextWith};
#[doc(inline)]
pub use onionskin_macros::{
    error_handler, handler, middleware, middleware_stack, provider, session_id_fetcher,
    session_id_generator,
};
pub use problem::Problem;
pub use request::{
    Connection, Cookies, DEFAULT_BODY_LIMIT, Host, HostError, PathParam, PathParams, Peer,
    RequestExt,
};
pub use response::{
    ClearSiteData, EditResponse, Html, IntoResponse, IntoResponseParts, Raised, Redirect,
    ResponseExt, UnfitResponse,
};
pub use server::{IntoListener, Listener, ServeError, Server, Serving, bind, serve};
pub use session::{
    CookieFetcher, FetchId, GenerateId, InvalidSessionId, MemoryStore, RandomGenerator, Session,
    SessionCookie, SessionError, SessionId, SessionKey, SessionStore, SessionSystem, Sessions,
    StoreError,
};
pub use stage::Stage;
#[doc(no_inline)]
pub use stages::*;
#[cfg(feature = "testing")]
pub use testing::{TestClient, TestServer};

/// A request: the `http` crate's type with our [`Body`].
///
/// # Examples
///
/// ```
/// use onionskin::{Body, Request};
///
/// let request: Request = Request::builder().uri("/things/7").body(Body::empty()).unwrap();
/// assert_eq!(request.uri().path(), "/things/7");
/// ```
pub type Request<B = Body> = http::Request<B>;
/// A response: the `http` crate's type with our [`Body`].
///
/// # Examples
///
/// ```
/// use onionskin::{Body, Response};
///
/// let response: Response = Response::builder().status(201).body(Body::from("made")).unwrap();
/// assert_eq!(response.status(), 201);
/// ```
pub type Response<B = Body> = http::Response<B>;

#[doc(hidden)]
pub mod __private;

/// The program in the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
