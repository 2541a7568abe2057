//! Stream: the bytes of one connection, over TCP or a Unix socket.

use std::{
    io,
    mem::MaybeUninit,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpStream, UnixStream},
    time::{Sleep, sleep},
};

use super::{activity::Activity, config::Config};
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
            leaving: None,
        }
    }
}

/// A stream that tells its [`Activity`] what arrives.
pub(super) struct Observed {
    kind: Kind,
    activity: Arc<Activity>,
    /// We have said our last word, and read on until then.
    leaving: Option<Pin<Box<Sleep>>>,
}

impl Observed {
    /// Reads on after our last word, while the client may still be sending, and drops what comes.
    ///
    /// A socket that is closed with bytes unread is reset, and the client, or the proxy in front, loses
    /// the answer that it has not read yet: a 413 would be a broken connection (RFC 9112, section 9.6).
    fn poll_leave(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.activity.may_be_sending() {
            return Poll::Ready(Ok(()));
        }
        let until = self
            .leaving
            .get_or_insert_with(|| Box::pin(sleep(Config::LEAVING)));
        if until.as_mut().poll(context).is_ready() {
            return Poll::Ready(Ok(()));
        }
        let mut bytes = [MaybeUninit::uninit(); 8 * 1024];
        loop {
            let mut buffer = ReadBuf::uninit(&mut bytes);
            let read = match &mut self.kind {
                Kind::Tcp(stream) => Pin::new(stream).poll_read(context, &mut buffer),
                Kind::Unix(stream) => Pin::new(stream).poll_read(context, &mut buffer),
            };
            // Whatever goes wrong from here on, nobody waits for this connection any more.
            if ready!(read).is_err() || buffer.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
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
        let this = self.get_mut();
        if this.leaving.is_none() {
            ready!(match &mut this.kind {
                Kind::Tcp(stream) => Pin::new(stream).poll_shutdown(context),
                Kind::Unix(stream) => Pin::new(stream).poll_shutdown(context),
            })?;
        }
        this.poll_leave(context)
    }
}
