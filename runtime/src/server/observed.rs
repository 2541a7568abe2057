//! Observed: a stream that tells what arrives, and notices when its client has left.

use std::{
    io,
    mem::MaybeUninit,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

use super::{activity::Activity, config::Config, stream::Socket};

/// What HTTP/2 begins with (RFC 9113, section 3.4).
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The version of HTTP that a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    Http2,
}

/// A stream that tells its [`Activity`] what arrives.
pub(super) struct Observed {
    socket: Socket,
    activity: Arc<Activity>,
    ahead: Ahead,
    /// hyper waits for bytes, so it learns by itself that none will come.
    is_awaited: bool,
    /// We have said our last word, and read on until then.
    leaving: Option<Pin<Box<Sleep>>>,
}

/// What was read before hyper asked for it.
#[derive(Default)]
struct Ahead {
    bytes: [u8; PREFACE.len()],
    start: u8,
    end: u8,
}

impl Observed {
    pub(super) fn new(socket: Socket, activity: Arc<Activity>) -> Self {
        Self {
            socket,
            activity,
            ahead: Ahead::default(),
            is_awaited: false,
            leaving: None,
        }
    }

    pub(super) fn activity(&self) -> &Arc<Activity> {
        &self.activity
    }

    /// Reads until it is clear whether the client speaks HTTP/2; what was read is read again by hyper.
    pub(super) fn poll_version(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Version>> {
        loop {
            let mut buffer = ReadBuf::new(self.ahead.room());
            ready!(Pin::new(&mut self.socket).poll_read(context, &mut buffer))?;
            let came = buffer.filled().len();
            if came > 0 {
                self.activity.arrived();
                self.ahead.fill(came);
            }
            let seen = self.ahead.bytes();
            if seen == PREFACE {
                return Poll::Ready(Ok(Version::Http2));
            }
            if came == 0 || !PREFACE.starts_with(seen) {
                return Poll::Ready(Ok(Version::Http1));
            }
        }
    }

    /// Fails once the client has left while it is being answered.
    ///
    /// hyper could see to this itself, but needs a buffer of 8 KiB for it in every request. One byte is
    /// enough; where there is one, the client is asking for more.
    fn notice_leaving(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if !self.ahead.is_empty() {
            return Ok(());
        }
        let mut byte = [0];
        let mut buffer = ReadBuf::new(&mut byte);
        match Pin::new(&mut self.socket).poll_read(context, &mut buffer)? {
            Poll::Pending => Ok(()),
            Poll::Ready(()) if buffer.filled().is_empty() => Err(io::Error::new(
                io::ErrorKind::ConnectionAborted,
                "the client left before it was answered",
            )),
            Poll::Ready(()) => {
                self.ahead = Ahead::default();
                self.ahead.room()[0] = byte[0];
                self.ahead.fill(1);
                Ok(())
            }
        }
    }

    /// Reads on after our last word, while the client may still be sending, and drops what comes.
    ///
    /// A socket that is closed with bytes unread is reset, and the client, or the proxy in front, loses
    /// the answer that it has not read yet: a 413 would be a broken connection (RFC 9112, section 9.6).
    fn poll_leave(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let is_over = match &mut self.leaving {
            Some(until) => until.as_mut().poll(context).is_ready(),
            None => self.activity.is_http2(),
        };
        if is_over {
            return Poll::Ready(Ok(()));
        }
        let mut bytes = [MaybeUninit::uninit(); 8 * 1024];
        loop {
            let mut buffer = ReadBuf::uninit(&mut bytes);
            match Pin::new(&mut self.socket).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => self.activity.arrived(),
                // Whatever goes wrong from here on, nobody waits for this connection any more.
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => break,
            }
        }
        if self.leaving.is_none() {
            if !self.activity.may_be_sending() {
                return Poll::Ready(Ok(()));
            }
            let mut until = Box::pin(sleep(Config::LEAVING));
            // Not over yet; this has it wake us.
            _ = until.as_mut().poll(context);
            self.leaving = Some(until);
        }
        Poll::Pending
    }
}

impl Ahead {
    #[inline]
    const fn is_empty(&self) -> bool {
        self.start == self.end
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[usize::from(self.start)..usize::from(self.end)]
    }

    /// The room behind the bytes.
    fn room(&mut self) -> &mut [u8] {
        &mut self.bytes[usize::from(self.end)..]
    }

    /// Takes what was put in the room.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there is room for 24 bytes"
    )]
    fn fill(&mut self, length: usize) {
        self.end += length as u8;
    }

    /// Moves as much of it as there is room for.
    #[cold]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are 24 bytes at most"
    )]
    fn move_to(&mut self, buffer: &mut ReadBuf<'_>) {
        let length = buffer.remaining().min(self.bytes().len());
        buffer.put_slice(&self.bytes()[..length]);
        self.start += length as u8;
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
        if !this.ahead.is_empty() {
            this.ahead.move_to(buffer);
            if buffer.remaining() == 0 {
                this.activity.arrived();
                this.is_awaited = false;
                return Poll::Ready(Ok(()));
            }
        }
        let read = Pin::new(&mut this.socket).poll_read(context, buffer);
        let came = buffer.filled().len() > before;
        if came {
            this.activity.arrived();
        }
        this.is_awaited = read.is_pending() && !came;
        match read {
            Poll::Pending if came => Poll::Ready(Ok(())),
            read => read,
        }
    }
}

impl AsyncWrite for Observed {
    #[inline]
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().socket).poll_write(context, bytes)
    }

    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().socket).poll_write_vectored(context, slices)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    /// Flushes, and looks after the client: hyper ends every turn with this, whether it waits for the
    /// application or for the next piece of a response.
    #[inline]
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.is_awaited && this.activity.is_answering_http1() {
            this.notice_leaving(context)?;
        }
        Pin::new(&mut this.socket).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.leaving.is_none() {
            ready!(Pin::new(&mut this.socket).poll_shutdown(context))?;
        }
        this.poll_leave(context)
    }
}
