//! Next: the rest of the stack, as a stage sees it.

use std::{future::ready, marker::PhantomData, pin::Pin};

use crate::{
    Failure, Request, Response,
    context::{Below, Scope},
    service::Service,
    stage::Stage,
};

/// The rest of the stack; what `next: impl Next` stands for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the rest of a stack",
    label = "not the rest of a stack",
    note = "write `next: impl Next`, or `next: impl NextWith<T>` to lend a `T`"
)]
pub trait Next: Send + Sync {
    /// Runs the rest of the stack and gives back its response.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future drops the frames of all stages below, from the inside out.
    fn run<'x>(&'x self, request: &'x mut Request) -> impl Future<Output = Response> + Send;

    /// Ends the cycle with an error, as a stage does that returns it.
    #[doc(hidden)]
    #[cold]
    fn fail<'x>(
        &'x self,
        failure: Failure,
        _request: &'x Request,
    ) -> Pin<Box<dyn Future<Output = Response> + Send + 'x>> {
        Box::pin(ready(failure.into_response()))
    }
}

/// The rest of the stack, which borrows a `T`; what `next: impl NextWith<T>` stands for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the rest of a stack that borrows a `{T}`",
    label = "does not take a `{T}`"
)]
pub trait NextWith<T>: Send + Sync {
    /// Lends `value` to the rest of the stack, runs it and gives back its response.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future drops the frames of all stages below, from the inside out.
    fn run_with<'x>(
        &'x self,
        request: &'x mut Request,
        value: &'x T,
    ) -> impl Future<Output = Response> + Send;
}

/// The service below the stage `M`, and what it may borrow.
pub struct Rest<'s, M: Stage, S, C: Scope> {
    service: &'s S,
    cx: C::Refs<'s>,
    stage: PhantomData<fn() -> M>,
}

impl<'s, M: Stage, S, C: Scope> Rest<'s, M, S, C> {
    /// The rest of the stack below a stage, which is only asked for its type.
    #[inline]
    pub fn new(_: &'s M, service: &'s S, cx: C::Refs<'s>) -> Self {
        Self {
            service,
            cx,
            stage: PhantomData,
        }
    }
}

impl<M: Stage, S, C: Scope> std::fmt::Debug for Rest<'_, M, S, C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rest(below {})", M::NAME)
    }
}

impl<'s, M: Stage, S: Service<C>, C: Scope> Next for Rest<'s, M, S, C> {
    #[inline]
    fn run<'x>(&'x self, request: &'x mut Request) -> impl Future<Output = Response> + Send {
        self.service.call(request, C::shorten::<'s, 'x>(self.cx))
    }

    #[cold]
    fn fail<'x>(
        &'x self,
        failure: Failure,
        request: &'x Request,
    ) -> Pin<Box<dyn Future<Output = Response> + Send + 'x>> {
        let cx = C::shorten::<'s, 'x>(self.cx);
        failure.raised_in(M::NAME).settle::<C>(cx, request)
    }
}

impl<'s, M, S, C, T> NextWith<T> for Rest<'s, M, S, C>
where
    M: Stage,
    S: Service<Below<T, C>>,
    C: Scope,
    T: Send + Sync + 'static,
{
    #[inline]
    fn run_with<'x>(
        &'x self,
        request: &'x mut Request,
        value: &'x T,
    ) -> impl Future<Output = Response> + Send {
        self.service
            .call(request, (value, C::shorten::<'s, 'x>(self.cx)))
    }
}
