//! `ConnectionInfo`: what is known of a request's connection.

use std::net::SocketAddr;

/// What is known of the connection a request came on.
///
/// The server puts it into the extensions of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionInfo {
    peer: Option<SocketAddr>,
}

impl ConnectionInfo {
    pub(crate) const fn new(peer: Option<SocketAddr>) -> Self {
        Self { peer }
    }

    /// Gives the address at the other end; `None` on a Unix socket.
    ///
    /// # Security
    ///
    /// Behind a proxy this is the proxy.
    #[must_use]
    pub const fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }
}
