//! Middleware in layers as thin as onionskin paper.
#![forbid(unsafe_code)]

mod application;
mod body;
mod error;
mod extract;
mod request;
mod response;
mod server;
mod session;
#[cfg(feature = "testing")]
pub mod testing;

pub use application::Application;
pub use body::Body;
pub use http;
pub use server::{ConnectionInfo, IntoListener, Listener, ServeError, Server, bind, serve};
#[cfg(feature = "testing")]
pub use testing::TestClient;

/// A request: the `http` crate's type with our [`Body`].
pub type Request = http::Request<Body>;
/// A response: the `http` crate's type with our [`Body`].
pub type Response = http::Response<Body>;
