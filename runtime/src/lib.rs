//! Middleware in layers as thin as onionskin paper.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::print_stdout)]

// So that our own stages are written as a user would write them.
extern crate self as onionskin;

mod app;
mod application;
mod body;
pub mod checks;
mod context;
pub mod describe;
mod endpoint;
mod error;
mod extract;
mod failure;
mod fragment;
mod generated;
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
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "tower")]
pub mod tower;

pub use app::App;
pub use application::Application;
pub use body::{Body, BodyError, BoxError};
pub use context::Lend;
pub use cookie::{Cookie, SameSite};
pub use endpoint::Endpoint;
pub use error::Error;
pub use extract::{
    Form, FormRejection, FromRequest, Json, JsonRejection, Path, PathRejection, Query,
    QueryRejection, TextRejection,
};
pub use failure::Failure;
pub use generated::Outcome;
pub use http;
pub use next::{Next, NextWith};
pub use onionskin_macros::{
    error_handler, handler, middleware, middleware_stack, provider, session_id_fetcher,
    session_id_generator,
};
pub use problem::Problem;
pub use request::{
    Connection, Cookies, DEFAULT_BODY_LIMIT, PathParam, PathParams, Peer, RequestExt,
};
pub use response::{
    Html, IntoResponse, IntoResponseParts, Raised, Redirect, ResponseExt, UnfitResponse,
};
pub use server::{IntoListener, Listener, ServeError, Server, bind, serve};
pub use session::{
    CookieFetcher, FetchId, GenerateId, InvalidSessionId, MemoryStore, RandomGenerator, Session,
    SessionCookie, SessionError, SessionId, SessionKey, SessionStore, SessionSystem, Sessions,
    StoreError,
};
pub use stage::Stage;
#[cfg(feature = "testing")]
pub use testing::{TestClient, TestServer};

/// A request: the `http` crate's type with our [`Body`].
pub type Request = http::Request<Body>;
/// A response: the `http` crate's type with our [`Body`].
pub type Response = http::Response<Body>;

#[doc(hidden)]
pub mod __private;
