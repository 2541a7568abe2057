//! Tracked: a response's body that is more than bytes in one piece.

use std::{
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http::{Method, Uri};
use http_body::{Body as _, SizeHint};

use super::activity::Activity;
use crate::{
    Body, Request,
    body::{NextFrame, Piece},
    error::Chain,
    panics,
};

/// A response body that keeps its request in flight until hyper drops it, and is logged when it breaks off.
pub(super) struct Tracked {
    body: Body,
    /// What was asked, for the log; `None` once it broke off.
    asked: Option<Asked>,
    #[expect(dead_code, reason = "held for its `Drop`")]
    in_flight: InFlight,
}

impl Tracked {
    /// Makes it of the body of the response to this request, of which nobody asks any more.
    pub(super) fn new(body: Body, request: &mut Request, in_flight: InFlight) -> Self {
        Self {
            body,
            asked: Some(Asked {
                method: mem::take(request.method_mut()),
                uri: mem::take(request.uri_mut()),
            }),
            in_flight,
        }
    }

    /// Takes all of the body, if it lies in one piece.
    pub(super) fn take_piece(&mut self) -> Option<Piece> {
        self.body.take_piece()
    }

    /// Polls a body that may fail in the middle: then it is logged, once, and hyper breaks the
    /// response off. There is no way back to another status.
    pub(super) fn poll_frame(&mut self, context: &mut Context<'_>) -> NextFrame {
        let polled = panics::contained(|| Pin::new(&mut self.body).poll_frame(context));
        let (error, what) = match polled {
            Ok(Poll::Ready(Some(Err(error)))) => (error, "a response broke off"),
            Ok(polled) => return polled,
            Err(message) => (message.into(), "a response broke off by a panic"),
        };
        if let Some(asked) = self.asked.take() {
            tracing::error!(
                method = %asked.method,
                path = asked.uri.path(),
                "{what}: {}", Chain(&*error),
            );
        }
        self.body = Body::empty();
        Poll::Ready(Some(Err(error)))
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
