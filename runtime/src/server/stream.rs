//! Stream: the bytes of one connection, over TCP or a Unix socket.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpStream, UnixStream},
};

use super::activity::Activity;
use crate::{Connection, Peer};

/// One accepted connection.
///
/// One type for both kinds, so that hyper's connection is compiled once.
pub(super) struct Stream {
    kind: Kind,
    facts: Connection,
}

enum Kind {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Stream {
    pub(super) fn tcp(stream: TcpStream, peer: SocketAddr) -> Self {
        // Only a socket that is gone already refuses; reading from it will say so.
        _ = stream.set_nodelay(true);
        let facts = Connection::new(Peer::Tcp(peer), stream.local_addr().ok(), false);
        Self {
            kind: Kind::Tcp(stream),
            facts,
        }
    }

    pub(super) fn unix(stream: UnixStream) -> Self {
        Self {
            kind: Kind::Unix(stream),
            facts: Connection::new(Peer::Unix, None, false),
        }
    }

    pub(super) fn facts(&self) -> Connection {
        self.facts.clone()
    }

    pub(super) fn observed(self, activity: Arc<Activity>) -> Observed {
        Observed {
            kind: self.kind,
            activity,
        }
    }
}

/// A stream that tells its [`Activity`] what arrives.
pub(super) struct Observed {
    kind: Kind,
    activity: Arc<Activity>,
}

impl AsyncRead for Observed {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = match &mut this.kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_read(context, buffer),
            Kind::Unix(stream) => Pin::new(stream).poll_read(context, buffer),
        };
        this.activity.arrived(&buffer.filled()[before..]);
        read
    }
}

impl AsyncWrite for Observed {
    #[inline]
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_write(context, bytes),
            Kind::Unix(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_write_vectored(context, slices),
            Kind::Unix(stream) => Pin::new(stream).poll_write_vectored(context, slices),
        }
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_flush(context),
            Kind::Unix(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().kind {
            Kind::Tcp(stream) => Pin::new(stream).poll_shutdown(context),
            Kind::Unix(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
