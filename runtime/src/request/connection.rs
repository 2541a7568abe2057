//! Connection: what is known of the connection that a request came over.

use std::net::SocketAddr;

use crate::session::RememberedKey;

/// Tells what is known of the connection that a request came over.
#[derive(Clone, Debug)]
pub struct Connection {
    peer: Peer,
    local: Option<SocketAddr>,
    is_tls: bool,
    remembered_key: RememberedKey,
}

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Peer {
    /// A TCP socket with this address.
    Tcp(SocketAddr),
    /// A process on this machine, over a Unix socket.
    Unix,
    /// Nobody knows.
    Unknown,
}

impl Connection {
    /// Describes a connection: who is at the other end, our own address, and whether it is encrypted.
    #[must_use]
    pub fn new(peer: Peer, local: Option<SocketAddr>, is_tls: bool) -> Self {
        Self {
            peer,
            local,
            is_tls,
            remembered_key: RememberedKey::default(),
        }
    }

    /// What the session id that came over it last is digested to.
    pub(crate) fn remembered_key(&self) -> &RememberedKey {
        &self.remembered_key
    }

    /// Tells who is at the other end; behind a proxy that is the proxy.
    #[must_use]
    pub fn peer(&self) -> Peer {
        self.peer
    }

    /// Gives the peer's address, when it has one.
    #[must_use]
    pub fn peer_addr(&self) -> Option<SocketAddr> {
        match self.peer {
            Peer::Tcp(address) => Some(address),
            Peer::Unix | Peer::Unknown => None,
        }
    }

    /// Gives the address of this end, when it has one.
    #[must_use]
    pub fn local_addr(&self) -> Option<SocketAddr> {
        self.local
    }

    /// Tells whether the connection itself is encrypted; a proxy in front may be where TLS ends.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.is_tls
    }
}
