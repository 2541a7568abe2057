//! Ending: asks whether a handler fits at the end of a stack, as `probe` asks of a stage.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::{Stack, probe::Query};
use crate::{
    Request, Response,
    context::{Args, Scope},
    describe::HandlerInfo,
    endpoint::{End, Endpoint},
    service::Service,
};

/// Asks whether the handler `H` fits in the context `C`.
#[derive(Debug)]
pub struct EndProbe<C, H>(PhantomData<fn() -> (C, H)>);

impl<C, H> EndProbe<C, H> {
    /// Asks of this handler at this end.
    pub fn of<P>(_: &Stack<C, (), P>, _: &H) -> Self {
        Self(PhantomData)
    }
}

/// The handler fits.
pub trait EndFits<I> {
    /// The verdict.
    fn verdict(&self) -> Ends<I> {
        Ends(PhantomData)
    }
}
impl<C: Scope + Args<H::Needs, I>, H: Endpoint, I> EndFits<I> for &&EndProbe<C, H> {}

/// It is a handler, but does not fit.
pub trait EndFitsNot {
    /// The verdict.
    fn verdict(&self) -> EndMisfit {
        EndMisfit
    }
}
impl<C, H: Endpoint> EndFitsNot for &EndProbe<C, H> {}

/// It is no handler at all.
pub trait IsNoEnd {
    /// The verdict.
    fn verdict(&self) -> NoEnd {
        NoEnd
    }
}
impl<C, H> IsNoEnd for EndProbe<C, H> {}

/// The handler can stand here; its borrowed values are at the places `I`.
#[derive(Debug)]
pub struct Ends<I>(PhantomData<fn() -> I>);
/// The handler borrows something that is not there.
#[derive(Debug)]
pub struct EndMisfit;
/// The entry is not a handler.
#[derive(Debug)]
pub struct NoEnd;

impl<I> Ends<I> {
    /// Nothing is missing.
    pub fn query<C, P, H>(&self, _: &Stack<C, (), P>, _: &H) -> Query<C, (), H, ()> {
        Query::of_all()
    }
    /// Refuses a handler that asks its route for what the route does not have.
    ///
    /// # Panics
    ///
    /// Then, with a sentence: the stack is refused when it is built.
    pub fn check<H: Endpoint>(&self, handler: &H, path: &str) {
        crate::router::check(path, handler);
    }
    /// Describes the handler.
    pub fn describe<H: Endpoint>(&self, handler: &H) -> HandlerInfo {
        handler.describe()
    }
    /// The handler as a service.
    pub fn end<H>(self, handler: H) -> End<H, I> {
        End(handler, PhantomData)
    }
}

impl EndMisfit {
    /// Nothing to check of what has been refused.
    pub fn check<H>(&self, _: &H, _: &str) {}
    /// Nothing to describe either.
    pub fn describe<H>(&self, _: &H) -> HandlerInfo {
        HandlerInfo::new("")
    }

    /// Asks for each of the handler's needs.
    pub fn query<C, P, H: Endpoint>(
        &self,
        _: &Stack<C, (), P>,
        _: &H,
    ) -> Query<C, (), H, H::Needs> {
        Query::of_all()
    }
    /// Goes on as if the handler were there, so that one mistake is one error.
    pub fn end<H>(self, _: H) -> Refused {
        Refused
    }
}

impl NoEnd {
    /// Nothing to check of what has been refused.
    pub fn check<H>(&self, _: &H, _: &str) {}
    /// Nothing to describe either.
    pub fn describe<H>(&self, _: &H) -> HandlerInfo {
        HandlerInfo::new("")
    }

    /// It needs nothing: that it is no handler is said elsewhere.
    pub fn query<C, P, H>(&self, _: &Stack<C, (), P>, _: &H) -> Query<C, (), H, ()> {
        Query::of_all()
    }
    /// Goes on without the handler.
    pub fn end<H>(self, _: H) -> Refused {
        Refused
    }
}

/// Stands for a handler that the compiler has refused; never part of a program.
#[derive(Debug)]
pub struct Refused;

impl<C: Scope> Service<C> for Refused {
    fn call<'a>(
        &'a self,
        _: &'a mut Request,
        _: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        std::future::pending()
    }
}
