//! The built-in stages, written with the macros that users write theirs with.

mod body_limit;
mod client_addr;
mod concurrency_limit;
mod cors;
mod csp;
mod frame_options;
mod hsts;
mod proxy_headers;
mod retry_after;
mod security_headers;
mod timeout;
pub(crate) mod timing;

pub use body_limit::{BodyLimit, BodyLimitError};
pub use client_addr::ClientAddr;
pub use concurrency_limit::{ConcurrencyLimit, ConcurrencyLimitError, Overloaded};
pub use cors::{Cors, CorsError, Origin, OriginError};
pub use csp::{ContentSecurityPolicy, Csp, CspError, CspNonce, CspSource};
pub use frame_options::{FrameOptions, FrameOptionsError};
pub use hsts::{Hsts, HstsError};
pub use proxy_headers::{ProxyHeaders, ProxyHeadersError};
pub use security_headers::{
    CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy,
    PermissionsPolicy, PermissionsPolicyError, ReferrerPolicy, SecurityHeaders,
    SecurityHeadersError,
};
pub use timeout::{TimedOut, Timeout, TimeoutError};
pub use timing::{Timing, Timings};
