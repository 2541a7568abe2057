//! Held: a body that keeps its request's place.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use super::places::{Place, Places};
use crate::{Body, BoxError, Response};

/// Up to this size, a body that is here whole is as good as sent: a socket takes as much at once.
const SENT: u64 = 64 * 1024;

/// Tells, at no cost, whether a response needs its place no longer.
#[inline]
pub(super) fn is_as_good_as_sent(response: &Response) -> bool {
    response.body().is_whole_below(SENT + 1)
}

/// Lets a body keep the place until it is finished or dropped.
pub(super) fn hold(body: Body, place: Place<&Places>, places: &Arc<Places>) -> Body {
    if body.is_end_stream() {
        return body;
    }
    Body::new(Held {
        body,
        place: Some(place.kept(places)),
    })
}

struct Held {
    body: Body,
    place: Option<Place<Arc<Places>>>,
}

impl http_body::Body for Held {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if !matches!(frame, Some(Ok(_))) {
            self.place = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
