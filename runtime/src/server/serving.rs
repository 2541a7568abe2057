//! Serving: the future of a server, and the short way to one.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use super::{IntoListener, Server};
use crate::{Application, Error};

/// Serves an application until SIGTERM or SIGINT.
///
/// The listener may be tokio's or the standard library's `TcpListener`, a
/// `UnixListener`, an address such as `"127.0.0.1:8000"` or
/// `"unix:/run/app.sock"`, what [`bind`](crate::bind) gives, or several of these. Limits and
/// timeouts are those of [`Server::new`].
///
/// On the signal the server accepts nothing more, finishes the requests in
/// flight, and returns when the last one is answered or after 30 seconds. A
/// second signal ends it at once.
///
/// # Examples
///
/// ```no_run
/// # async fn example(app: impl onionskin::Application) -> Result<(), onionskin::Error> {
/// onionskin::serve("127.0.0.1:8000", app).await
/// # }
/// ```
///
/// # Errors
///
/// A [`ServeError`](crate::ServeError) in an [`Error`], as `main` returns it, when an address
/// cannot be bound; [`Error::downcast_ref`] finds it. Once it runs, the server ends by a signal alone.
///
/// # Cancel safety
///
/// Dropping the future ends every connection at once.
///
/// A client that hangs up ends its request: the future that answers it is dropped, and so is a body
/// that is still being sent. A client that ends its own side of the connection alone cannot be told from
/// it; what can be answered without waiting still reaches it.
pub fn serve<'a>(listener: impl IntoListener + 'a, app: impl Application) -> Serving<'a> {
    Server::new().serve(listener, app)
}

/// A server at work, until its shutdown.
///
/// What [`serve`] and [`Server::serve`] give, for `.await`. Its type does not speak of the application, so
/// that what cannot be served is said once: where it is given.
#[must_use = "a server does nothing until it is awaited"]
pub struct Serving<'a> {
    work: Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>,
}

impl<'a> Serving<'a> {
    pub(super) fn of(work: impl Future<Output = Result<(), Error>> + Send + 'a) -> Self {
        Self {
            work: Box::pin(work),
        }
    }
}

impl Future for Serving<'_> {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.work.as_mut().poll(cx)
    }
}

impl fmt::Debug for Serving<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serving").finish_non_exhaustive()
    }
}
