//! Held: a body that keeps its request's place.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use http_body::Body as _;
use tokio::sync::OwnedSemaphorePermit;

use crate::{
    Body,
    body::{Around, NextFrame, Watched},
};

/// Lets a body keep the place until it is finished or dropped.
pub(super) fn hold(body: Body, place: OwnedSemaphorePermit) -> Body {
    if body.is_end_stream() {
        return body;
    }
    Body::erased(Watched(Held {
        body,
        place: Some(place),
    }))
}

struct Held {
    body: Body,
    place: Option<OwnedSemaphorePermit>,
}

impl Around for Held {
    fn body(&self) -> &Body {
        &self.body
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> NextFrame {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if !matches!(frame, Some(Ok(_))) {
            self.place = None;
        }
        Poll::Ready(frame)
    }
}
