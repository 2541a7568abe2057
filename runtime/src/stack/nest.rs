//! The nest: each stage around the rest, as one static type.

use std::{marker::PhantomData, pin::Pin};

use crate::{
    Request, Response,
    context::{Args, Clock, Scope},
    service::Service,
    stage::{Stage, Under},
};

/// A stage with a frame of its own around the rest of the stack.
pub struct Layered<M, I, S> {
    pub(crate) stage: M,
    pub(crate) rest: S,
    pub(crate) places: PhantomData<fn() -> I>,
}

impl<M: Stage, I, S: std::fmt::Debug> std::fmt::Debug for Layered<M, I, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} > {:?}", M::NAME, self.rest)
    }
}

impl<C, M, I, S> Service<C> for Layered<M, I, S>
where
    C: Scope + Args<M::Needs, I>,
    M: Stage,
    S: Service<Under<M, C>>,
{
    #[inline]
    fn call<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        let clock = C::clock(C::shorten(cx));
        C::Clock::frame::<M, _>(clock, || {
            self.stage.handle::<C, I, S>(request, cx, &self.rest)
        })
    }
}

/// A boxed boundary: what is below it is laid out on its own.
///
/// rustc computes the layout of nested futures recursively and stops at its `recursion_limit`, which
/// a user should never have to raise.
#[derive(Debug)]
pub struct Boxed<S>(pub(crate) S);

impl<C: Scope, S: Service<C>> Service<C> for Boxed<S> {
    fn call<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        let placed = Box::write(Box::new_uninit(), below(&self.0, request, cx));
        let future: Pin<Box<dyn Future<Output = Response> + Send + 'a>> = Box::into_pin(placed);
        future
    }
}

/// A call of its own, so that the future is made where it stays: it is as large as what is below.
#[inline(never)]
fn below<'a, C: Scope, S: Service<C>>(
    service: &'a S,
    request: &'a mut Request,
    cx: C::Refs<'a>,
) -> impl Future<Output = Response> + Send {
    service.call(request, cx)
}
