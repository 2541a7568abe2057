//! The built-in stages, written with the macros that users write theirs with.

mod access_log;
mod body_limit;
mod client_addr;
mod concurrency_limit;
mod levels;
mod observer;
mod proxy_headers;
mod retry_after;
mod secrets;
mod semantics;
mod server_error;
mod timeout;
pub(crate) mod timing;
mod trace;

pub use access_log::AccessLog;
pub use body_limit::{BodyLimit, BodyLimitError};
pub use client_addr::ClientAddr;
pub use concurrency_limit::{ConcurrencyLimit, ConcurrencyLimitError, Overloaded};
pub use proxy_headers::{ProxyHeaders, ProxyHeadersError};
pub use server_error::{Fault, ServerError};
pub use timeout::{TimedOut, Timeout, TimeoutError};
pub use timing::{Clocked, Timing, Timings};
pub use trace::Trace;
