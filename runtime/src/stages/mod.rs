//! The built-in stages, written with the macros that users write theirs with.

mod client_addr;
mod proxy_headers;

pub use client_addr::ClientAddr;
pub use proxy_headers::{ProxyHeaders, ProxyHeadersError};
