//! Stream: the bytes of one connection, over TCP or a Unix socket.

use std::{
    io::{self, IoSlice},
    mem::MaybeUninit,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpStream, UnixStream},
};

use crate::{Connection, Peer};

/// A head and a body of no more bytes are sent as one: so many are copied sooner than the system takes in two.
const MOST_JOINED: usize = 4 * 1024;

/// One accepted connection.
pub(super) struct Stream {
    pub(super) socket: Socket,
    pub(super) facts: Connection,
}

impl Stream {
    /// A connection over TCP; where it arrived is asked of the system when nobody knows.
    pub(super) fn tcp(stream: TcpStream, peer: SocketAddr, local: Option<SocketAddr>) -> Self {
        // Only a socket that is gone already refuses; reading from it will say so.
        _ = stream.set_nodelay(true);
        let local = local.or_else(|| stream.local_addr().ok());
        Self {
            facts: Connection::new(Peer::Tcp(peer), local, false),
            socket: Socket::Tcp(stream),
        }
    }

    pub(super) fn unix(stream: UnixStream) -> Self {
        Self {
            facts: Connection::new(Peer::Unix, None, false),
            socket: Socket::Unix(stream),
        }
    }
}

/// What the bytes go through.
///
/// One type for all kinds, so that hyper's connection is compiled once.
pub(super) enum Socket {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// Does it with the stream, of whatever kind.
macro_rules! with {
    ($socket:ident, $stream:ident => $then:expr) => {
        match $socket.get_mut() {
            Self::Tcp(stream) => {
                let $stream = Pin::new(stream);
                $then
            }
            Self::Unix(stream) => {
                let $stream = Pin::new(stream);
                $then
            }
        }
    };
}

impl Socket {
    // Apart from its caller, whose frame would else have room for the copy with larger slices too.
    #[inline(never)]
    fn poll_write_joined(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        head: &[u8],
        body: &[u8],
    ) -> Poll<io::Result<usize>> {
        let mut room = [MaybeUninit::uninit(); MOST_JOINED];
        let mut joined = ReadBuf::uninit(&mut room);
        joined.put_slice(head);
        joined.put_slice(body);
        self.poll_write(context, joined.filled())
    }
}

impl AsyncRead for Socket {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        with!(self, stream => stream.poll_read(context, buffer))
    }
}

impl AsyncWrite for Socket {
    #[inline]
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        with!(self, stream => stream.poll_write(context, bytes))
    }

    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [head, body] = slices
            && head.len() + body.len() <= MOST_JOINED
        {
            return self.poll_write_joined(context, head, body);
        }
        with!(self, stream => stream.poll_write_vectored(context, slices))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        with!(self, stream => stream.poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        with!(self, stream => stream.poll_shutdown(context))
    }
}
