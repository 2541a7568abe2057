//! `Timeout`: an answer that takes too long is given up.

mod deadline;
mod error;
mod idle;

use std::time::Duration;

use http::StatusCode;

use crate::{Body, BodyError, Failure, Next, Request, Response, middleware};
use deadline::Deadline;
pub use error::{TimedOut, TimeoutError};
use idle::Idle;

/// Gives up an answer that takes too long.
///
/// The time runs until the head of the response is there; then the future of everything below is dropped, and
/// [`TimedOut`] is the answer, which `#[error_handler]` can take. A body that is streamed after the
/// head may last as long as it likes, unless it [pauses](Self::idle) for too long: then the response is broken off,
/// so that the client sees that it is not whole.
///
/// # Examples
///
/// ```
/// use onionskin::{Timeout, prelude::*};
///
/// #[handler]
/// async fn never() -> &'static str {
///     std::future::pending().await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     Timeout::new().head(Duration::from_millis(5)),
///     => never
/// };
/// # #[cfg(feature = "testing")] {
/// let response = onionskin::TestClient::new(app).get("/").await;
/// response.assert_status(503).assert_header("retry-after", "5");
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`head`](Self::head) | 30 s | from here to the head of the response |
/// | [`idle`](Self::idle) | none | between two pieces of the response's body |
/// | [`upload_idle`](Self::upload_idle) | none | between two pieces of the request's body |
/// | [`status`](Self::status) | 503 | or 504 of a gateway, or 408 |
/// | [`retry_after`](Self::retry_after) | 5 s | sent with a 503 |
///
/// An answer that is ready at once starts no timer.
///
/// # What this does not protect against
///
/// Code that blocks the thread: nothing is dropped before its next `.await`. Work that was given to
/// another task goes on. A client that reads slowly is not measured here, only the program that writes.
///
/// Source: RFC 9110, sections 15.5.9, 15.6.4, 15.6.5 and 10.2.3.
#[derive(Clone, Debug)]
pub struct Timeout {
    head: Duration,
    idle: Option<Duration>,
    upload_idle: Option<Duration>,
    status: StatusCode,
    retry_after: Duration,
}

impl Timeout {
    /// Allows 30 seconds to the head of the response.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            head: Duration::from_secs(30),
            idle: None,
            upload_idle: None,
            status: StatusCode::SERVICE_UNAVAILABLE,
            retry_after: Duration::from_secs(5),
        }
    }

    /// Sets how long the head of the response may take.
    #[must_use]
    pub const fn head(mut self, limit: Duration) -> Self {
        self.head = limit;
        self
    }

    /// Sets how long the response's body may pause between two pieces.
    #[must_use]
    pub const fn idle(mut self, limit: Duration) -> Self {
        self.idle = Some(limit);
        self
    }

    /// Sets how long the request's body may pause between two pieces.
    ///
    /// Whoever reads it gets [`BodyError::Stalled`], which is a 408.
    #[must_use]
    pub const fn upload_idle(mut self, limit: Duration) -> Self {
        self.upload_idle = Some(limit);
        self
    }

    /// Sets the status of the answer: 503, 504 or 408.
    #[must_use]
    pub const fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Sets when a client may come again after a 503; sent in whole seconds, at least one.
    #[must_use]
    pub const fn retry_after(mut self, delay: Duration) -> Self {
        self.retry_after = delay;
        self
    }
}

#[middleware]
impl Timeout {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        if let Some(after) = self.upload_idle {
            watch(req.body_mut(), after, |after| {
                BodyError::Stalled { after }.into()
            });
        }
        let mut is_late = false;
        let mut response = Deadline::new(self.head, &mut is_late, next.run(&mut *req)).await;
        if is_late {
            let late = TimedOut::new(self.head, self.status, self.retry_after);
            response = next.fail(Failure::new(late), req).await;
        } else if let Some(after) = self.idle {
            watch_answer(&mut response, after);
        }
        response
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`TimeoutError`] for a limit of zero, and for a status that does not mean "too late".
    #[check]
    pub fn check(&self) -> Result<(), TimeoutError> {
        let limits = [Some(self.head), self.idle, self.upload_idle];
        if limits.contains(&Some(Duration::ZERO)) {
            return Err(TimeoutError::Zero);
        }
        match self.status {
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => Ok(()),
            other => Err(TimeoutError::Status(other)),
        }
    }
}

impl Default for Timeout {
    fn default() -> Self {
        Self::new()
    }
}

/// Ends a body in this error when it pauses for so long; one that is there already cannot.
fn watch(body: &mut Body, after: Duration, late: idle::Late) {
    if !body.is_whole() {
        *body = Body::new(Idle::new(std::mem::take(body), after, late));
    }
}

/// Not where it is called: most answers may pause.
#[inline(never)]
fn watch_answer(response: &mut Response, after: Duration) {
    watch(response.body_mut(), after, |after| {
        format!("the response's body had nothing to send for {after:?}").into()
    });
}
