//! Middleware in layers as thin as onionskin paper.
#![forbid(unsafe_code)]

mod application;
mod body;
mod error;
mod extract;
mod request;
mod response;
mod server;
pub mod session;
mod testing;

pub use application::Application;
pub use body::Body;
pub use http;
pub use session::{
    CookieFetcher, FetchId, GenerateId, InvalidSessionId, MemoryStore, RandomGenerator, SameSite,
    Session, SessionCookie, SessionError, SessionId, SessionKey, SessionStore, SessionSystem,
    Sessions, StoreError,
};

/// A request: the `http` crate's type with our [`Body`].
pub type Request = http::Request<Body>;
/// A response: the `http` crate's type with our [`Body`].
pub type Response = http::Response<Body>;
