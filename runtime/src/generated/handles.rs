//! Handles: what an attribute makes of a handler that waits.

use std::panic::Location;
#[cfg(debug_assertions)]
use std::pin::Pin;

use crate::{
    IntoResponse, Request, Response,
    context::{Args, Needs},
    describe::HandlerInfo,
    endpoint::{Endpoint, Taken},
};

/// A handler that waits, or takes something out of the request.
///
/// The frame around it is the same for all, so it is written in `Taken` and not beside each.
pub trait Handles: Send + Sync + 'static {
    /// What it borrows from the stack above it.
    type Needs: Needs;
    /// What it takes out of the request, in order.
    type Taken: Taken;
    /// Its name, and where its attribute stands.
    const WRITTEN: Written;

    /// Describes it.
    fn describe(&self) -> HandlerInfo {
        let Written { name, place } = Self::WRITTEN;
        HandlerInfo::new(name)
            .of::<Self::Needs>()
            .at(place.file(), place.line())
    }

    /// Runs it; `request` is what is left of the request beside what is borrowed.
    fn run<'a>(
        &'a self,
        request: <Self::Needs as Needs>::Left<'a>,
        taken: Self::Taken,
        borrowed: <Self::Needs as Needs>::Refs<'a>,
    ) -> impl Future<Output: IntoResponse> + Send;

    /// The same future, as the frame around it sees it.
    ///
    /// In a debug build that is behind a pointer. The compiler describes a future part by part to the debugger,
    /// in each unit of code that mentions it or what it is in: so all of these would be made anew for each
    /// change of a handler, and here it is the handler's own unit alone.
    #[cfg(debug_assertions)]
    fn start<'a>(
        &'a self,
        request: <Self::Needs as Needs>::Left<'a>,
        taken: Self::Taken,
        borrowed: <Self::Needs as Needs>::Refs<'a>,
    ) -> Pin<Box<dyn Future<Output = impl IntoResponse> + Send + 'a>> {
        Box::pin(self.run(request, taken, borrowed))
    }

    /// The same future, as the frame around it sees it.
    #[cfg(not(debug_assertions))]
    #[inline]
    fn start<'a>(
        &'a self,
        request: <Self::Needs as Needs>::Left<'a>,
        taken: Self::Taken,
        borrowed: <Self::Needs as Needs>::Refs<'a>,
    ) -> impl Future<Output: IntoResponse> + Send {
        self.run(request, taken, borrowed)
    }
}

/// What an attribute writes of the handler that it stands above.
///
/// One constant, as each is a function of its own to the compiler.
#[derive(Debug)]
pub struct Written {
    name: &'static str,
    place: &'static Location<'static>,
}

impl Written {
    /// A handler of this name, written where this is called.
    #[must_use]
    #[track_caller]
    pub const fn here(name: &'static str) -> Self {
        let place = Location::caller();
        Self { name, place }
    }
}

#[diagnostic::do_not_recommend]
impl<H: Handles> Endpoint for H {
    type Needs = H::Needs;
    const NAME: &'static str = H::WRITTEN.name;

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
