//! Held: a body that keeps its request's place.

use std::{
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use http_body::Body as _;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{
    Body,
    body::{Around, NextFrame, Watched},
};

/// Lets a body keep the place until it is finished or dropped.
#[inline(never)]
pub(super) fn hold(body: &mut Body, place: Option<SemaphorePermit<'_>>, places: &Arc<Semaphore>) {
    let Some(place) = place.filter(|_| !body.is_end_stream()) else {
        return;
    };
    // From here on it is given back by its owner.
    place.forget();
    *body = Body::erased(Watched(Held {
        body: mem::take(body),
        place: Some(Place(Arc::clone(places))),
    }));
}

/// A place that outlives the stage.
struct Place(Arc<Semaphore>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.add_permits(1);
    }
}

struct Held {
    body: Body,
    place: Option<Place>,
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
