//! The built-in stages, written with the macros that users write theirs with.

mod body_limit;
mod client_addr;
mod concurrency_limit;
mod proxy_headers;
mod retry_after;
mod timeout;
pub(crate) mod timing;

pub use body_limit::{BodyLimit, BodyLimitError};
pub use client_addr::ClientAddr;
pub use concurrency_limit::{ConcurrencyLimit, ConcurrencyLimitError, Overloaded};
pub use proxy_headers::{ProxyHeaders, ProxyHeadersError};
pub use timeout::{TimedOut, Timeout, TimeoutError};
pub use timing::{Timing, Timings};
