//! Exchange: where a layer of tower leaves its request, and finds the response of the rest.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use crate::{Request, Response};

/// One request at a time, between the frame of the layer and the frame of the stage.
#[derive(Default)]
pub(super) struct Exchange(Mutex<Slots>);

#[derive(Default)]
struct Slots {
    request: Option<Request>,
    response: Option<Response>,
    /// Who waits: the stage for a request, or the layer for a response.
    stage: Option<Waker>,
    layer: Option<Waker>,
}

/// Leads from a request to its exchange.
#[derive(Clone)]
struct Ticket(Arc<Exchange>);

impl Exchange {
    /// Sends the exchange along with a request.
    pub(super) fn accompany(self: &Arc<Self>, request: &mut Request) {
        request.extensions_mut().insert(Ticket(Arc::clone(self)));
    }

    /// The exchange that a request came with.
    pub(super) fn of(request: &mut Request) -> Option<Arc<Self>> {
        request
            .extensions_mut()
            .remove::<Ticket>()
            .map(|ticket| ticket.0)
    }

    /// Leaves a request for the stage.
    pub(super) fn ask(self: &Arc<Self>, mut request: Request) {
        // A layer that asks again, such as a retry, sends a copy of this very request.
        self.accompany(&mut request);
        let stage = {
            let mut slots = self.slots();
            slots.request = Some(request);
            slots.response = None;
            slots.stage.take()
        };
        if let Some(stage) = stage {
            stage.wake();
        }
    }

    /// Waits for a request.
    pub(super) fn poll_request(&self, context: &mut Context<'_>) -> Poll<Request> {
        let mut slots = self.slots();
        if let Some(request) = slots.request.take() {
            return Poll::Ready(request);
        }
        slots.stage = Some(context.waker().clone());
        Poll::Pending
    }

    /// Leaves the response for the layer.
    pub(super) fn answer(&self, response: Response) {
        let layer = {
            let mut slots = self.slots();
            slots.response = Some(response);
            slots.layer.take()
        };
        if let Some(layer) = layer {
            layer.wake();
        }
    }

    /// Waits for the response.
    pub(super) fn poll_response(&self, context: &mut Context<'_>) -> Poll<Response> {
        let mut slots = self.slots();
        if let Some(response) = slots.response.take() {
            return Poll::Ready(response);
        }
        slots.layer = Some(context.waker().clone());
        Poll::Pending
    }

    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exchange")
    }
}
