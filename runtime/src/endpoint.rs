//! Endpoint: where a stack ends; what `#[handler]` makes of a function.

use std::marker::PhantomData;

use crate::{
    Request, Response,
    context::{Args, Clock, Needs, Scope},
    describe::HandlerInfo,
    service::Service,
};

/// Answers a request at the end of a stack: what `#[handler]` makes of a function.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a handler",
    label = "not a handler",
    note = "write `#[handler]` above the function, and name it here without arguments"
)]
pub trait Endpoint: Send + Sync + 'static {
    /// What the endpoint borrows from the stack above it.
    type Needs: Needs;
    /// The name in descriptions and logs.
    const NAME: &'static str;

    /// Describes the endpoint.
    fn describe(&self) -> HandlerInfo;

    /// Says what the endpoint asks of its route that the route does not have.
    ///
    /// Called when the stack is built, with the names of the route's path parameters.
    ///
    /// # Errors
    ///
    /// A sentence that says which parameter is missing.
    fn check_route(&self, _params: &[&str]) -> Result<(), String> {
        Ok(())
    }

    /// Answers the request.
    fn call<'a, C, I>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send
    where
        C: Args<Self::Needs, I>;
}

#[allow(unnameable_types, reason = "inference finds it")]
/// An endpoint whose borrowed values have been found at the places `I`.
pub struct End<H, I>(pub(crate) H, pub(crate) PhantomData<fn() -> I>);

impl<H: Endpoint, I> std::fmt::Debug for End<H, I> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(H::NAME)
    }
}

impl<C: Scope + Args<H::Needs, I>, H: Endpoint, I> Service<C> for End<H, I> {
    #[inline]
    fn call<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        let clock = C::clock(C::shorten(cx));
        C::Clock::time(clock, H::NAME, || self.0.call::<C, I>(request, cx))
    }
}
