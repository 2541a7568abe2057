//! Config: limits and timeouts, with their defaults.

use std::time::Duration;

use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::{driver::Protocols, watch::Limits};

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
    /// How much is read of a body at one time at most.
    ///
    /// hyper's buffer stays with an idle connection as large as it ever was. It doubles when a read fills it, so it
    /// grows to 64 KiB and never further. Larger reads are fewer and take longer: what was read is not in the
    /// processor's cache any more when it is copied.
    pub(super) const READ_AHEAD: usize = 60 * 1024;
    /// How much of a response that is streamed is kept while the client is slower.
    const SEND_AHEAD: usize = 256 * 1024;
    /// Streams that a client reset and nobody has looked at yet; more end the connection
    /// (CVE-2023-44487, "rapid reset").
    pub(super) const MAX_PENDING_RESETS: usize = 20;
    /// How long a peer may take to answer a ping.
    pub(super) const PING_TIMEOUT: Duration = Duration::from_secs(20);
    /// How long a connection that was accepted just before a shutdown may take to send its first
    /// byte, which may be in the socket already.
    pub(super) const FIRST_BYTE_GRACE: Duration = Duration::from_millis(100);
    /// How long a connection that is idle when a shutdown begins is still read from: its client has
    /// not heard of the shutdown, and may have sent the next request already.
    pub(super) const NEXT_REQUEST_GRACE: Duration = Duration::from_millis(250);
    /// How long a client that was answered early is still read from, so that it gets the answer.
    pub(super) const LEAVING: Duration = Duration::from_secs(2);

    /// What `watch` keeps.
    pub(super) fn limits(&self) -> Limits {
        Limits {
            head: self.header_read_timeout,
            idle: self.idle_timeout,
        }
    }

    /// What hyper keeps.
    pub(super) fn protocols(&self) -> Protocols {
        Protocols {
            http1: (self.protocol != Protocol::Http2).then(|| self.http1()),
            http2: (self.protocol != Protocol::Http1).then(|| self.http2()),
        }
    }

    fn http1(&self) -> http1::Builder {
        let mut http1 = http1::Builder::new();
        http1
            // `watch` keeps this limit: hyper's would also end idle connections.
            .header_read_timeout(None)
            // `Observed` notices who leaves: hyper would need a buffer for that in each request.
            .half_close(true)
            .max_header_size(self.max_header_bytes)
            .max_buf_size(self.max_header_bytes.max(Self::SEND_AHEAD));
        if self.max_headers != Self::INLINE_HEADERS {
            http1.max_headers(self.max_headers);
        }
        http1
    }

    fn http2(&self) -> http2::Builder<TokioExecutor> {
        let mut http2 = http2::Builder::new(TokioExecutor::new());
        http2
            .timer(TokioTimer::new())
            .max_concurrent_streams(self.max_streams)
            .max_pending_accept_reset_streams(Self::MAX_PENDING_RESETS)
            .max_header_list_size(u32::try_from(self.max_header_bytes).unwrap_or(u32::MAX))
            .keep_alive_interval(self.keep_alive_interval)
            .keep_alive_timeout(Self::PING_TIMEOUT);
        http2
    }
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
