//! Observed: a stream that tells what arrives, and notices when its client has left.

use std::{
    io,
    mem::{self, MaybeUninit},
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::BufMut;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

use super::{
    activity::Activity,
    config::Config,
    peeked::{Peeked, Version},
    stream::Socket,
};

/// A stream that tells its [`Activity`] what arrives.
pub(super) struct Observed {
    socket: Socket,
    activity: Arc<Activity>,
    peeked: Peeked,
    /// It is clear what the client speaks, or there is no choice.
    is_sure: bool,
    /// hyper waits for bytes, so it learns by itself that none will come.
    is_awaited: bool,
    /// hyper's buffer was filled, so that it may be about to read more.
    was_filled: bool,
    /// Our side is shut down, and we read on until then.
    leaving: Option<Pin<Box<Sleep>>>,
}

impl Observed {
    pub(super) fn new(socket: Socket, activity: Arc<Activity>, is_sure: bool) -> Self {
        Self {
            socket,
            activity,
            peeked: Peeked::default(),
            is_sure,
            is_awaited: false,
            was_filled: false,
            leaving: None,
        }
    }

    /// Reads until it is clear whether the client speaks HTTP/2.
    ///
    /// HTTP/1 is nearly always what it is, so hyper reads that already. Where it is HTTP/2, hyper waits for bytes that
    /// never come, and who drives it sees to the rest.
    #[cold]
    fn poll_read_unsure(
        &mut self,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let version = loop {
            ready!(Pin::new(&mut self.socket).poll_read(context, buffer))?;
            let came = &buffer.filled()[before..];
            if came.is_empty() {
                break Version::Http1;
            }
            self.activity.arrived();
            if self.peeked.is_empty() && Version::of(came) == Some(Version::Http1) {
                break Version::Http1;
            }
            self.peeked.push(came);
            buffer.set_filled(before);
            if let Some(version) = self.peeked.version() {
                break version;
            }
        };
        self.is_sure = true;
        self.activity.speaks(version);
        if version == Version::Http2 {
            return Poll::Pending;
        }
        if !self.peeked.is_empty() {
            self.peeked.move_to(buffer);
        }
        self.was_filled = buffer.remaining() == 0;
        Poll::Ready(Ok(()))
    }

    /// Reads as much as is read at one time, and no more.
    #[cold]
    fn poll_read_ahead(
        &mut self,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut room = buffer.limit(Config::READ_AHEAD);
        let read = pin!(self.socket.read_buf(&mut room)).poll(context);
        self.was_filled = !room.has_remaining_mut();
        read.map_ok(drop)
    }

    /// Fails once the client has left while it is being answered.
    ///
    /// hyper could see to this itself, but needs a buffer of 8 KiB for it in every request. One byte is
    /// enough; where there is one, the client is asking for more.
    fn notice_leaving(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if !self.peeked.is_empty() {
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
                self.peeked.push(&byte);
                Ok(())
            }
        }
    }

    /// Reads on after our side is shut down, while the client may still be sending, and drops what comes.
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

impl AsyncRead for Observed {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.is_sure {
            return this.poll_read_unsure(context, buffer);
        }
        let before = buffer.filled().len();
        if !this.peeked.is_empty() {
            this.peeked.move_to(buffer);
            if buffer.remaining() == 0 {
                this.activity.arrived();
                this.is_awaited = false;
                return Poll::Ready(Ok(()));
            }
        }
        let read = if buffer.remaining() > Config::READ_AHEAD {
            this.poll_read_ahead(context, buffer)
        } else {
            let read = Pin::new(&mut this.socket).poll_read(context, buffer);
            this.was_filled = buffer.remaining() == 0;
            read
        };
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
            if mem::take(&mut this.was_filled) {
                // In the middle of an upload hyper reads on; where it does not, the next turn looks.
                context.waker().wake_by_ref();
            } else {
                this.notice_leaving(context)?;
            }
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
