//! `ConcurrencyLimit`: so many requests at once, some in line, the rest is shed.

mod error;
mod held;
mod line;

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use crate::{EditResponse, Failure, Next, Request, Response, either::Either, middleware};
pub use error::{ConcurrencyLimitError, Overloaded};
use held::hold;
use line::Line;

/// Lets so many requests run at once, and sheds those that would wait too long.
///
/// A request that finds no place waits in line, first come first served; when the line is full, or the
/// wait too long, the answer is a 503 with `Retry-After`. A place is given back with the response when its body is
/// in memory, which needs nothing but the network any more; a streamed one keeps it until it is finished or dropped.
/// Who hangs up gives it back, too, also from the line.
///
/// A clone shares the places with the original: one limit over several branches of a stack.
///
/// # Examples
///
/// ```
/// use onionskin::{ConcurrencyLimit, prelude::*};
///
/// #[handler]
/// fn report() -> Body {
///     Body::from_stream(futures_util::stream::iter([Ok::<_, std::io::Error>("done")]))
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
    places: Arc<Semaphore>,
    line: Arc<Line>,
    wait: Duration,
    retry_after: Duration,
}

impl ConcurrencyLimit {
    /// Lets 512 requests run, and 512 wait for at most 5 seconds.
    #[must_use]
    pub fn new() -> Self {
        Self {
            at_once: 512,
            places: Arc::new(Semaphore::new(512)),
            line: Arc::new(Line::new(512)),
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
        self.places = Arc::new(Semaphore::new(requests.min(Semaphore::MAX_PERMITS)));
        self
    }

    /// Sets how many requests may wait; with 0 none does.
    ///
    /// Earlier clones keep their own line.
    #[must_use]
    pub fn in_line(mut self, requests: usize) -> Self {
        self.line = Arc::new(Line::new(requests));
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
}

#[middleware]
impl ConcurrencyLimit {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        let mut place = match self.places.try_acquire() {
            Ok(place) => Some(place),
            // In a box: most find a place at once.
            Err(_) => Box::pin(self.line.wait(&self.places, self.wait)).await,
        };
        let answer = if place.is_some() {
            Either::left(next.run(req).edit(|response| {
                if !response.body().is_whole() {
                    hold(response.body_mut(), place.take(), &self.places);
                }
            }))
        } else {
            let overloaded = Overloaded::new(self.retry_after);
            Either::right(next.fail(Failure::new(overloaded), req))
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
