//! Endpoint: where a stack ends; what `#[handler]` makes of a function.

use std::marker::PhantomData;

use crate::{
    FromRequest, Request, Response,
    context::{Args, Clock, Needs, Scope},
    describe::HandlerInfo,
    failure::Failure,
    generated::{Handles, Returned},
    panics::Inside,
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

#[allow(unnameable_types, reason = "generated code names the tuples alone")]
/// What a handler takes out of the request: a tuple of extractors.
pub trait Taken: Sized {
    /// Takes one after the other, and runs the handler.
    fn answer<'a, H, C, I>(
        handler: &'a H,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send
    where
        H: Handles<Taken = Self>,
        C: Args<H::Needs, I>;

    /// Checks what each of them asks of a route.
    ///
    /// # Errors
    ///
    /// What does not fit.
    fn check_route(params: &[&str]) -> Result<(), String>;
}

/// The frame of a handler, with what it takes as a tuple.
///
/// Where that is nothing the frame has one state less than it would have with a future that is ready at once.
macro_rules! answer {
    ($request:ident, $failed:lifetime: $inside:ident => $taken:expr) => {
        #[inline]
        fn answer<'a, H, C, I>(
            handler: &'a H,
            $request: &'a mut Request,
            cx: C::Refs<'a>,
        ) -> impl Future<Output = Response> + Send
        where
            H: Handles<Taken = Self>,
            C: Args<H::Needs, I>,
        {
            async move {
                let $inside = Inside::of(H::NAME);
                // Every failure is settled in one place, as each `await` makes the future longer to describe.
                let failure = $failed: {
                    let taken = $taken;
                    let (seen, left) = H::Needs::parted(&mut *$request);
                    let borrowed = C::args(seen, C::shorten(cx));
                    let returned = Returned(handler.start(left, taken, borrowed).await);
                    // The guard is gone before the response is there: what outlives a response has it copied.
                    $inside.done();
                    let mut failure = None;
                    let Some(returned) = returned.unfailed(&mut failure) else {
                        break $failed Failure::noted(failure);
                    };
                    return returned.response_of(H::NAME);
                };
                failure
                    .raised_in(H::NAME)
                    .settle::<C>(C::shorten(cx), &*$request)
                    .await
            }
        }
    };
}

impl Taken for () {
    answer!(request, 'failed: inside => ());

    fn check_route(_: &[&str]) -> Result<(), String> {
        Ok(())
    }
}

macro_rules! taken {
    ($last:ident $($before:ident)*) => {
        impl<$($before: FromRequest + Send,)* $last: FromRequest> Taken for ($($before,)* $last,) {
            answer!(request, 'failed: inside => ($(
                taken!(@ $before, request, 'failed, inside),)*
                taken!(@ $last, request, 'failed, inside),
            ));

            fn check_route(params: &[&str]) -> Result<(), String> {
                $($before::check_route(params)?;)*
                $last::check_route(params)
            }
        }
    };
    (@ $value:ident, $request:ident, $failed:lifetime, $inside:ident) => {
        match $value::from_request(&mut *$request).await {
            Ok(value) => value,
            Err(rejection) => {
                $inside.done();
                break $failed Failure::new(rejection);
            }
        }
    };
}
taken!(T1);
taken!(T2 T1);
taken!(T3 T1 T2);
taken!(T4 T1 T2 T3);
taken!(T5 T1 T2 T3 T4);
taken!(T6 T1 T2 T3 T4 T5);
taken!(T7 T1 T2 T3 T4 T5 T6);
taken!(T8 T1 T2 T3 T4 T5 T6 T7);
taken!(T9 T1 T2 T3 T4 T5 T6 T7 T8);
taken!(T10 T1 T2 T3 T4 T5 T6 T7 T8 T9);
taken!(T11 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10);
taken!(T12 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11);
taken!(T13 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12);
taken!(T14 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13);
taken!(T15 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14);
taken!(T16 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15);
