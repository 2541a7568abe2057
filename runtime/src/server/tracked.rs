//! Tracked: a response's body that is more than bytes in one piece.

use std::{
    error::Error,
    mem,
    sync::Arc,
    task::{Context, Poll},
};

use http::{Method, Uri};
use http_body::SizeHint;

use super::{activity::Activity, gathered::Gathered, outgoing::NextPiece};
use crate::{Body, BoxError, Request, error::Chain, panics};

/// A response body that keeps its request in flight until hyper drops it, and is logged when it breaks off.
pub(super) struct Tracked {
    body: Gathered,
    /// What was asked, for the log; `None` once it broke off.
    asked: Option<Asked>,
    in_flight: InFlight,
}

impl Tracked {
    /// Makes it of the body of the response to this request, of which nobody asks any more.
    pub(super) fn new(body: Body, request: &mut Request, in_flight: InFlight) -> Self {
        Self {
            body: Gathered::new(body),
            asked: Some(Asked {
                method: mem::take(request.method_mut()),
                uri: mem::take(request.uri_mut()),
            }),
            in_flight,
        }
    }

    #[inline]
    pub(super) fn poll_frame(&mut self, context: &mut Context<'_>) -> NextPiece {
        let turn = self.turn();
        if self.body.is_waiting(turn) {
            return Poll::Pending;
        }
        self.poll_contained(turn, context)
    }

    /// Polls a body that may fail in the middle: then it is logged, once, and hyper breaks the
    /// response off. There is no way back to another status.
    #[inline(never)]
    fn poll_contained(&mut self, turn: Option<usize>, context: &mut Context<'_>) -> NextPiece {
        // Written here because it is large: what is returned from hand to hand is copied each time.
        let mut polled = Poll::Pending;
        let contained = panics::contained(|| {
            polled = self.body.poll_frame(turn, context);
        });
        let error = match (contained, &mut polled) {
            (Ok(()), Poll::Ready(Some(Err(error)))) => {
                self.log("a response broke off", &**error);
                self.body = Gathered::new(Body::empty());
                return polled;
            }
            (Ok(()), _) => return polled,
            (Err(message), _) => BoxError::from(message),
        };
        self.log("a response broke off by a panic", &*error);
        self.body = Gathered::new(Body::empty());
        Poll::Ready(Some(Err(error)))
    }

    #[cold]
    fn log(&mut self, what: &str, error: &(dyn Error + 'static)) {
        if let Some(asked) = self.asked.take() {
            tracing::error!(
                method = %asked.method,
                path = asked.uri.path(),
                "{what}: {}", Chain(error),
            );
        }
    }

    /// Tells which poll of the connection's task this is; `None` where a response has a task of its own.
    #[inline]
    fn turn(&self) -> Option<usize> {
        let activity = &*self.in_flight.0;
        (!activity.is_http2()).then(|| activity.turns())
    }

    pub(super) fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    pub(super) fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Counts a request as in flight until its response is handed over or given up.
pub(super) struct InFlight(Arc<Activity>);

impl InFlight {
    pub(super) fn begin(activity: Arc<Activity>, has_body: bool) -> Self {
        activity.begin(has_body);
        Self(activity)
    }

    /// From here on counts what was counted before.
    pub(super) fn counted(activity: Arc<Activity>) -> Self {
        Self(activity)
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// What was asked for.
struct Asked {
    method: Method,
    uri: Uri,
}
