//! Tower: layers of tower in our stacks, and our stacks where tower's services stand.
//!
//! With the cargo feature `tower`.
//!
//! | from | to | with |
//! |---|---|---|
//! | a `tower::Layer` | a stage | [`stage`] |
//! | a stage or a fragment | a `tower::Layer` | [`layer`] |
//! | a whole stack | a `tower::Service` | [`service`] |
//! | a value that a stack lends | an extension of the request | [`share`] |
//!
//! # Examples
//!
//! An application of another framework adopts one stack today:
//!
//! ```
//! use onionskin::prelude::*;
//! use tower_layer::Layer;
//!
//! #[middleware(after)]
//! fn no_sniffing(res: &mut Response) {
//!     res.headers_mut().insert("x-content-type-options", HeaderValue::from_static("nosniff"));
//! }
//!
//! #[handler]
//! fn hello() -> &'static str {
//!     "hello"
//! }
//!
//! let theirs = onionskin::tower::service(middleware_stack! { => hello });
//! let both = onionskin::tower::layer(no_sniffing {}).layer(theirs);
//! # let _ = both;
//! ```

mod exchange;
mod layer;
mod rest;
mod service;
mod share;
mod stage;

pub use layer::{StageLayer, StageService, StandsAlone, layer};
pub use rest::{RestFuture, RestService};
pub use service::{AppService, service};
pub use share::{Share, Shared, share};
pub use stage::{LayerStage, stage};

use crate::Request;

/// Takes the request for somebody who wants to own it, and leaves its head for the way out.
fn take(request: &mut Request) -> Request {
    let mut taken = Request::new(request.body_mut().take());
    taken.method_mut().clone_from(request.method());
    taken.uri_mut().clone_from(request.uri());
    *taken.version_mut() = request.version();
    taken.headers_mut().clone_from(request.headers());
    taken.extensions_mut().clone_from(request.extensions());
    taken
}
