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
        async move {
            let inside = Inside::of(<H as Handles>::NAME);
            // Every failure is settled in one place, as each `await` makes the future longer to describe.
            let failure = 'failed: {
                let taken = match H::Taken::take(&mut *request).await {
                    Ok(taken) => taken,
                    Err(failure) => {
                        inside.done();
                        break 'failed failure;
                    }
                };
                let (seen, left) = H::Needs::parted(&mut *request);
                let borrowed = C::args(seen, C::shorten(cx));
                let returned = Returned(self.run(left, taken, borrowed).await);
                // The guard is gone before the response is there: what outlives a response has it copied.
                inside.done();
                let mut failure = None;
                let Some(returned) = returned.unfailed(&mut failure) else {
                    break 'failed Failure::noted(failure);
                };
                return returned.response_of(<H as Handles>::NAME);
            };
            failure
                .raised_in(<H as Handles>::NAME)
                .settle::<C>(C::shorten(cx), &*request)
                .await
        }
    }
}

/// What a handler takes out of the request: a tuple of extractors.
pub trait Taken: Sized {
    /// Takes one after the other.
    ///
    /// # Errors
    ///
    /// The first rejection.
    fn take(request: &mut Request) -> impl Future<Output = Result<Self, Failure>> + Send;

    /// Checks what each of them asks of a route.
    ///
    /// # Errors
    ///
    /// What does not fit.
    fn check_route(params: &[&str]) -> Result<(), String>;
}

impl Taken for () {
    #[inline]
    async fn take(_: &mut Request) -> Result<Self, Failure> {
        Ok(())
    }

    fn check_route(_: &[&str]) -> Result<(), String> {
        Ok(())
    }
}

macro_rules! taken {
    ($last:ident $($before:ident)*) => {
        impl<$($before: FromRequest + Send,)* $last: FromRequest> Taken for ($($before,)* $last,) {
            #[inline]
            async fn take(request: &mut Request) -> Result<Self, Failure> {
                Ok((
                    $($before::from_request(&mut *request).await.map_err(Failure::new)?,)*
                    $last::from_request(request).await.map_err(Failure::new)?,
                ))
            }

            fn check_route(params: &[&str]) -> Result<(), String> {
                $($before::check_route(params)?;)*
                $last::check_route(params)
            }
        }
    };
}
taken!(A);
taken!(B A);
taken!(C A B);
taken!(D A B C);
taken!(E A B C D);
taken!(F A B C D E);
taken!(G A B C D E F);
taken!(H A B C D E F G);
taken!(J A B C D E F G H);
taken!(K A B C D E F G H J);
taken!(L A B C D E F G H J K);
taken!(M A B C D E F G H J K L);

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
