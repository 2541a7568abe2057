//! Handles: what an attribute makes of a handler, and the frame in which it runs.

use super::Returned;
use crate::{
    FromRequest, IntoResponse, Request, Response,
    context::{Args, Needs},
    describe::HandlerInfo,
    endpoint::Endpoint,
    failure::Failure,
    panics::Inside,
};

/// A handler that waits, or takes something out of the request.
///
/// The frame around it is the same for all, so it is written here and not beside each.
pub trait Handles: Send + Sync + 'static {
    /// What it borrows from the stack above it.
    type Needs: Needs;
    /// What it takes out of the request, in order.
    type Taken: Taken;
    /// The name in descriptions and logs.
    const NAME: &'static str;

    /// Describes it.
    fn describe(&self) -> HandlerInfo;

    /// Runs it; `request` is what is left of the request beside what is borrowed.
    fn run<'a>(
        &'a self,
        request: <Self::Needs as Needs>::Left<'a>,
        taken: Self::Taken,
        borrowed: <Self::Needs as Needs>::Refs<'a>,
    ) -> impl Future<Output: IntoResponse> + Send;
}

#[diagnostic::do_not_recommend]
impl<H: Handles> Endpoint for H {
    type Needs = H::Needs;
    const NAME: &'static str = H::NAME;

    fn describe(&self) -> HandlerInfo {
        Handles::describe(self)
    }

    fn check_route(&self, params: &[&str]) -> Result<(), String> {
        H::Taken::check_route(params)
    }

    #[inline]
    fn call<'a, C, I>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send
    where
        C: Args<H::Needs, I>,
    {
        H::Taken::answer::<H, C, I>(self, request, cx)
    }
}

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
                let $inside = Inside::of(<H as Handles>::NAME);
                // Every failure is settled in one place, as each `await` makes the future longer to describe.
                let failure = $failed: {
                    let taken = $taken;
                    let (seen, left) = H::Needs::parted(&mut *$request);
                    let borrowed = C::args(seen, C::shorten(cx));
                    let returned = Returned(handler.run(left, taken, borrowed).await);
                    // The guard is gone before the response is there: what outlives a response has it copied.
                    $inside.done();
                    let mut failure = None;
                    let Some(returned) = returned.unfailed(&mut failure) else {
                        break $failed Failure::noted(failure);
                    };
                    return returned.response_of(<H as Handles>::NAME);
                };
                failure
                    .raised_in(<H as Handles>::NAME)
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

/// A future that answers, or one of another type that the compiler has refused.
#[derive(Debug)]
pub struct Answering<F>(pub F);

impl<F: Future<Output: IntoResponse>> Answering<F> {
    /// The future.
    #[inline]
    pub fn future(self) -> F {
        self.0
    }
}

/// The same method for futures that give no response: such a program does not compile.
pub trait NoAnswering: Sized {
    /// Never called.
    fn future(self) -> std::future::Pending<Response> {
        std::future::pending()
    }
}

impl<F> NoAnswering for Answering<F> {}
