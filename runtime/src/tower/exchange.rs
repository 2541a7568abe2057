//! Exchange: where a layer of tower leaves its request, and finds the response of the rest.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use crate::{Request, Response};

/// One request at a time, between the frame of the layer and the frame of the stage.
#[derive(Default)]
pub(super) struct Exchange(Mutex<Desk>);

#[derive(Default)]
struct Desk {
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
            let mut desk = self.desk();
            desk.request = Some(request);
            desk.response = None;
            desk.stage.take()
        };
        if let Some(stage) = stage {
            stage.wake();
        }
    }

    /// Waits for a request.
    pub(super) fn poll_request(&self, context: &mut Context<'_>) -> Poll<Request> {
        let mut desk = self.desk();
        if let Some(request) = desk.request.take() {
            return Poll::Ready(request);
        }
        desk.stage = Some(context.waker().clone());
        Poll::Pending
    }

    /// Leaves the response for the layer.
    pub(super) fn answer(&self, response: Response) {
        let layer = {
            let mut desk = self.desk();
            desk.response = Some(response);
            desk.layer.take()
        };
        if let Some(layer) = layer {
            layer.wake();
        }
    }

    /// Waits for the response.
    pub(super) fn poll_response(&self, context: &mut Context<'_>) -> Poll<Response> {
        let mut desk = self.desk();
        if let Some(response) = desk.response.take() {
            return Poll::Ready(response);
        }
        desk.layer = Some(context.waker().clone());
        Poll::Pending
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exchange")
    }
}
