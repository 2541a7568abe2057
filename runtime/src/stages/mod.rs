//! The built-in stages, written with the macros that users write theirs with.

mod body_limit;
mod client_addr;
mod concurrency_limit;
mod cors;
mod csrf;
mod csrf_tokens;
mod proxy_headers;
mod retry_after;
mod timeout;
pub(crate) mod timing;

pub use body_limit::{BodyLimit, BodyLimitError};
pub use client_addr::ClientAddr;
pub use concurrency_limit::{ConcurrencyLimit, ConcurrencyLimitError, Overloaded};
pub use cors::{Cors, CorsError, Origin, OriginError};
pub use csrf::{Csrf, CsrfError, CsrfRejection};
pub use csrf_tokens::{CsrfToken, CsrfTokens};
pub use proxy_headers::{ProxyHeaders, ProxyHeadersError};
pub use timeout::{TimedOut, Timeout, TimeoutError};
pub use timing::{Timing, Timings};
