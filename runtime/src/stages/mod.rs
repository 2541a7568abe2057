//! The built-in stages, written with the macros that users write theirs with.
//!
//! [`recommended`] is those that every public application should stand behind, in the order that they
//! belong in. Each stage's page says what it does, its defaults, and what it does not protect against;
//! settings that cannot work are refused when the stack is built, and by `check` before.
//!
//! | for | stages | they lend |
//! |---|---|---|
//! | knowing the request | [`RequestIds`], [`ProxyHeaders`] | [`RequestId`], [`ClientAddr`] |
//! | whom we serve | [`TrustedHost`], [`HttpsRedirect`], [`TrustedReferrer`] | [`HostTrust`], [`ReferrerTrust`] |
//! | browsers | [`Cors`], [`SecurityHeaders`], [`Csp`], [`Hsts`], [`FrameOptions`] | [`CspNonce`] |
//! | forgery | [`Csrf`], [`CsrfTokens`] | [`CsrfToken`] |
//! | sessions | [`Sessions`](crate::Sessions), [`SessionBinding`] | [`Session`](crate::Session), [`SessionStanding`] |
//! | content | `Compression`, `Decompression` (feature `compression`), `MessagePack` (feature `messagepack`) | |
//! | limits | [`BodyLimit`], [`Timeout`], [`ConcurrencyLimit`] | |
//! | errors | [`ServerError`] | |
//! | observation | [`AccessLog`], [`Trace`], [`Timing`] | [`Timings`] |

mod access_log;
mod body_limit;
#[cfg(any(feature = "compression", feature = "messagepack"))]
mod changed;
mod client_addr;
#[cfg(feature = "compression")]
mod coding;
#[cfg(feature = "compression")]
mod compression;
mod concurrency_limit;
mod cors;
mod csp;
mod csrf;
mod csrf_tokens;
#[cfg(feature = "compression")]
mod decompression;
mod frame_options;
mod hsts;
mod https_redirect;
mod levels;
mod liking;
#[cfg(feature = "messagepack")]
mod message_pack;
mod observer;
mod proxy_headers;
mod recommended;
mod request_ids;
mod retry_after;
mod secrets;
mod security_headers;
mod semantics;
mod server_error;
mod session_binding;
#[cfg(feature = "compression")]
mod stepped;
mod texts;
mod timeout;
pub(crate) mod timing;
mod trace;
mod trust;
mod trusted_host;
mod trusted_referrer;

pub use access_log::AccessLog;
pub use body_limit::{BodyLimit, BodyLimitError};
pub use client_addr::ClientAddr;
#[cfg(feature = "compression")]
pub use coding::Coding;
#[cfg(feature = "compression")]
pub use compression::{Breach, Compression, CompressionError, Flush, ReflectsInput};
pub use concurrency_limit::{ConcurrencyLimit, ConcurrencyLimitError, Overloaded};
pub use cors::{Cors, CorsError, Origin, OriginError};
pub use csp::{ContentSecurityPolicy, Csp, CspError, CspNonce, CspSource, CspSources};
pub use csrf::{Csrf, CsrfError, CsrfRejection};
pub use csrf_tokens::{CsrfToken, CsrfTokens, LilyaTokens};
#[cfg(feature = "compression")]
pub use decompression::{Decompression, DecompressionError, UnsupportedCoding};
pub use frame_options::{FrameOptions, FrameOptionsError};
pub use hsts::{Hsts, HstsError};
pub use https_redirect::{HttpsRedirect, HttpsRedirectError};
#[cfg(feature = "messagepack")]
pub use message_pack::{MessagePack, MessagePackRejection};
pub use proxy_headers::{ProxyHeaders, ProxyHeadersError};
pub use recommended::{Recommended, recommended};
pub use request_ids::{RequestId, RequestIds, RequestIdsError};
pub use security_headers::{
    CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy,
    PermissionsPolicy, PermissionsPolicyError, ReferrerPolicy, SecurityHeaders,
    SecurityHeadersError,
};
pub use server_error::{Fault, ServerError};
pub use session_binding::{
    OnMismatch, SessionBinding, SessionBindingError, SessionMoved, SessionStanding,
};
pub use texts::{AsText, Texts};
pub use timeout::{TimedOut, Timeout, TimeoutError};
pub use timing::{Clocked, Timing, Timings};
pub use trace::{Trace, TraceError, TraceParent, TraceParentError};
pub use trusted_host::{HostTrust, HostVerdict, TrustedHost, TrustedHostError};
pub use trusted_referrer::{ReferrerTrust, TrustedReferrer, TrustedReferrerError};
