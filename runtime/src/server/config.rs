//! Config: limits and timeouts, with their defaults.

use std::time::Duration;

/// What a server allows its clients.
#[derive(Clone, Debug)]
pub(super) struct Config {
    pub(super) protocol: Protocol,
    pub(super) header_read_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) request_timeout: Option<Duration>,
    pub(super) max_headers: usize,
    pub(super) max_header_bytes: usize,
    pub(super) max_connections: usize,
    pub(super) max_streams: u32,
    pub(super) keep_alive_interval: Option<Duration>,
    pub(super) shutdown_deadline: Duration,
}

/// Which versions of HTTP a server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    Both,
    Http1,
    Http2,
}

impl Config {
    /// What hyper reads without an allocation for the headers.
    pub(super) const INLINE_HEADERS: usize = 100;
    /// Streams that a client reset and nobody has looked at yet; more end the connection
    /// (CVE-2023-44487, "rapid reset").
    pub(super) const MAX_PENDING_RESETS: usize = 20;
    /// How long a peer may take to answer a ping.
    pub(super) const PING_TIMEOUT: Duration = Duration::from_secs(20);
    /// How long a connection that was accepted just before a shutdown may take to send its first
    /// byte, which may be in the socket already.
    pub(super) const FIRST_BYTE_GRACE: Duration = Duration::from_millis(100);
}

impl Default for Config {
    fn default() -> Self {
        Self {
            protocol: Protocol::Both,
            header_read_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(60),
            request_timeout: None,
            max_headers: Self::INLINE_HEADERS,
            max_header_bytes: 64 * 1024,
            max_connections: 25_000,
            max_streams: 200,
            keep_alive_interval: Some(Duration::from_secs(30)),
            shutdown_deadline: Duration::from_secs(30),
        }
    }
}
