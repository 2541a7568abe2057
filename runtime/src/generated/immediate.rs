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
    F: FnOnce(&'a mut Request, Unfinished<'a, '_, '_, C>) -> Poll<Response> + Send,
{
    Immediate::<E, C, F> {
        call: Some((handler, request)),
        cx,
        settling: None,
        endpoint: PhantomData,
    }
}

type Settling<'a> = Pin<Box<dyn Future<Output = Response> + Send + 'a>>;

struct Immediate<'a, E, C: Scope, F> {
    /// Until it has been called.
    call: Option<(F, &'a mut Request)>,
    cx: C::Refs<'a>,
    settling: Option<Settling<'a>>,
    endpoint: PhantomData<fn() -> E>,
}

// Nothing in it is pinned: the one future is boxed.
impl<E, C: Scope, F> Unpin for Immediate<'_, E, C, F> {}

impl<'a, E, C, F> Future for Immediate<'a, E, C, F>
where
    E: Endpoint,
    C: Scope,
    F: FnOnce(&'a mut Request, Unfinished<'a, '_, '_, C>) -> Poll<Response>,
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.get_mut();
        if let Some((handler, request)) = this.call.take() {
            let unfinished = Unfinished {
                stage: E::NAME,
                cx: this.cx,
                settling: &mut this.settling,
                context,
            };
            return called(handler, request, unfinished);
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
fn called<'a, C, F>(
    handler: F,
    request: &'a mut Request,
    unfinished: Unfinished<'a, '_, '_, C>,
) -> Poll<Response>
where
    C: Scope,
    F: FnOnce(&'a mut Request, Unfinished<'a, '_, '_, C>) -> Poll<Response>,
{
    let inside = Inside::of(unfinished.stage);
    let poll = handler(request, unfinished);
    inside.done();
    poll
}

/// A call whose handler may still fail.
pub struct Unfinished<'a, 'f, 'c, C: Scope> {
    stage: &'static str,
    cx: C::Refs<'a>,
    settling: &'f mut Option<Settling<'a>>,
    context: &'f mut Context<'c>,
}

impl<C: Scope> std::fmt::Debug for Unfinished<'_, '_, '_, C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Unfinished").field(&self.stage).finish()
    }
}

impl<'a, C: Scope> Unfinished<'a, '_, '_, C> {
    /// It has failed: settles that into a response.
    #[cold]
    pub fn fail(self, failure: Option<Failure>, request: &'a Request) -> Poll<Response> {
        let settling = Failure::noted(failure)
            .raised_in(self.stage)
            .settle::<C>(self.cx, request);
        self.settling.insert(settling).as_mut().poll(self.context)
    }
}
