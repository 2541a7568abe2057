//! Immediate: the future of a handler that takes nothing by value and never waits.

use std::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use crate::{
    Request, Response, context::Scope, endpoint::Endpoint, failure::Failure, panics::Inside,
};

/// Calls the handler `E` when it is polled.
///
/// Not an `async` block: that would keep the response, which is large, in a variable of its own before
/// it hands it on.
#[inline]
pub fn immediately<'a, E, C, F>(
    request: &'a mut Request,
    cx: C::Refs<'a>,
    handler: F,
) -> impl Future<Output = Response> + Send
where
    E: Endpoint,
    C: Scope,
    F: FnOnce(&mut Request, &mut Option<Failure>) -> Response + Send,
{
    Immediate::<E, C, F> {
        call: Some((handler, request)),
        cx,
        failure: None,
        settling: None,
        endpoint: PhantomData,
    }
}

struct Immediate<'a, E, C: Scope, F> {
    /// Until it has been called.
    call: Option<(F, &'a mut Request)>,
    cx: C::Refs<'a>,
    failure: Option<Failure>,
    settling: Option<Pin<Box<dyn Future<Output = Response> + Send + 'a>>>,
    endpoint: PhantomData<fn() -> E>,
}

// Nothing in it is pinned: the one future is boxed.
impl<E, C: Scope, F> Unpin for Immediate<'_, E, C, F> {}

impl<E, C, F> Future for Immediate<'_, E, C, F>
where
    E: Endpoint,
    C: Scope,
    F: FnOnce(&mut Request, &mut Option<Failure>) -> Response,
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.get_mut();
        if let Some((handler, request)) = this.call.take() {
            let mut poll = Poll::Ready(called::<E, F>(handler, request, &mut this.failure));
            if let Some(failure) = this.failure.take() {
                let settling = failure
                    .raised_in(E::NAME)
                    .settle::<C>(C::shorten(this.cx), request);
                poll = this.settling.insert(settling).as_mut().poll(context);
            }
            return poll;
        }
        match &mut this.settling {
            Some(settling) => settling.as_mut().poll(context),
            // It has answered, and is not polled again.
            None => Poll::Pending,
        }
    }
}

/// A call of its own, which has nothing to clean up but in here: so the response is made in its place.
#[inline(never)]
fn called<E, F>(handler: F, request: &mut Request, failure: &mut Option<Failure>) -> Response
where
    E: Endpoint,
    F: FnOnce(&mut Request, &mut Option<Failure>) -> Response,
{
    let inside = Inside::of(E::NAME);
    let response = handler(request, failure);
    inside.done();
    response
}
