//! `ConcurrencyLimit`: so many requests at once, some in line, the rest is shed.

mod error;
mod held;
mod places;

use std::{sync::Arc, time::Duration};

use crate::{Failure, Next, Request, Response, either::Either, in_place::InPlace, middleware};
pub use error::{ConcurrencyLimitError, Overloaded};
use held::{hold, is_as_good_as_sent};
use places::{Place, Places};

/// Lets so many requests run at once, and sheds those that would wait too long.
///
/// A request that finds no place waits in line, first come first served; when the line is full, or the
/// wait too long, the answer is a 503 with `Retry-After`. A place is given back when the response's body is
/// finished or dropped, or when the client hangs up, also one that is still in line. A body of up to 64 KiB
/// that is there in one piece is as good as sent, and gives it back at once.
///
/// A clone shares the places with the original: one limit over several branches of a stack.
///
/// # Examples
///
/// ```
/// use onionskin::{ConcurrencyLimit, prelude::*};
///
/// #[handler]
/// fn report() -> String {
///     "all that was asked for ".repeat(10_000)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { ConcurrencyLimit::new().at_once(1).in_line(0), => report };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// let unread = client.get("/").await;
/// client.get("/").await.assert_status(503).assert_header("retry-after", "1");
/// drop(unread);
/// client.get("/").await.assert_status(200);
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`at_once`](Self::at_once) | 512 | requests that run |
/// | [`in_line`](Self::in_line) | 512 | requests that wait |
/// | [`wait`](Self::wait) | 5 s | how long one waits at most |
/// | [`retry_after`](Self::retry_after) | 1 s | sent with the 503 |
///
/// # What this does not protect against
///
/// One client that takes all places: that is what a limit of rate by client is for. Connections
/// without a request: `Server` bounds those. A body of which the program holds a copy elsewhere.
///
/// Source: RFC 9110, sections 15.6.4 and 10.2.3.
#[derive(Clone, Debug)]
pub struct ConcurrencyLimit {
    at_once: usize,
    in_line: usize,
    places: Arc<Places>,
    wait: Duration,
    retry_after: Duration,
}

impl ConcurrencyLimit {
    /// Lets 512 requests run, and 512 wait for at most 5 seconds.
    #[must_use]
    pub fn new() -> Self {
        Self {
            at_once: 512,
            in_line: 512,
            places: Arc::new(Places::new(512, 512)),
            wait: Duration::from_secs(5),
            retry_after: Duration::from_secs(1),
        }
    }

    /// Sets how many requests run at once.
    ///
    /// Earlier clones keep their own places.
    #[must_use]
    pub fn at_once(mut self, requests: usize) -> Self {
        self.at_once = requests;
        self.with_places()
    }

    /// Sets how many requests may wait; with 0 none does.
    ///
    /// Earlier clones keep their own places.
    #[must_use]
    pub fn in_line(mut self, requests: usize) -> Self {
        self.in_line = requests;
        self.with_places()
    }

    fn with_places(mut self) -> Self {
        self.places = Arc::new(Places::new(self.at_once, self.in_line));
        self
    }

    /// Sets how long a request waits at most.
    #[must_use]
    pub const fn wait(mut self, limit: Duration) -> Self {
        self.wait = limit;
        self
    }

    /// Sets when a client that was shed may come again; sent in whole seconds, at least one.
    #[must_use]
    pub const fn retry_after(mut self, delay: Duration) -> Self {
        self.retry_after = delay;
        self
    }
    /// Runs the rest; the response's body takes the place over.
    #[inline]
    fn run<'x>(
        &'x self,
        place: Place<&'x Places>,
        req: &'x mut Request,
        next: &'x impl Next,
    ) -> impl Future<Output = Response> + Send {
        InPlace::new(
            next.run(req),
            is_as_good_as_sent,
            move |response: Response| response.map(|body| hold(body, place, &self.places)),
        )
    }

    /// Waits in line for a place. Boxed where it is called: most requests find one.
    async fn queue(&self, req: &mut Request, next: &impl Next) -> Response {
        if let Some(place) = self.places.wait(self.wait).await {
            self.run(place, req, next).await
        } else {
            let overloaded = Overloaded::new(self.retry_after);
            next.fail(Failure::new(overloaded), req).await
        }
    }
}

#[middleware]
impl ConcurrencyLimit {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        let answer = match self.places.take() {
            Some(place) => Either::left(self.run(place, req, &next)),
            None => Either::right(Box::pin(self.queue(req, &next))),
        };
        answer.await
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`ConcurrencyLimitError`] when no request could ever run.
    #[check]
    pub fn check(&self) -> Result<(), ConcurrencyLimitError> {
        if self.at_once == 0 {
            return Err(ConcurrencyLimitError::NoPlaces);
        }
        Ok(())
    }
}

impl Default for ConcurrencyLimit {
    fn default() -> Self {
        Self::new()
    }
}
