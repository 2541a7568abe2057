//! Ending: asks whether a handler fits at the end of a stack, as `probe` asks of a stage.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::{
    Stack,
    finding::Found,
    probe::Declared,
    query::{Asked, Settled},
    stranger::{A_HANDLER, FineHandler},
    verdict::{NoStage, Refused},
};
use crate::{
    Request, Response,
    context::{Args, Scope},
    describe::HandlerInfo,
    endpoint::{End, Endpoint},
    service::Service,
    stage::Stage,
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
impl<C: Scope + Args<H::Needs, I>, H: Endpoint, I> EndFits<I> for &&&EndProbe<C, H> {}

/// It is a handler, but does not fit.
pub trait EndFitsNot {
    /// The verdict.
    fn verdict(&self) -> EndMisfit {
        EndMisfit
    }
}
impl<C, H: Endpoint> EndFitsNot for &&EndProbe<C, H> {}

/// It is a stage, which stands above: told here, though it was declared without a mistake.
pub trait EndStandsAbove {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, H: Stage> EndStandsAbove for &&EndProbe<C, H> {}

/// The handler was refused where it is declared, and nothing is added.
pub trait EndIsRefused {
    /// The verdict.
    fn verdict(&self) -> Refused {
        Refused
    }
}
impl<C, H: Declared> EndIsRefused for &EndProbe<C, H> {}

/// It is no handler at all.
pub trait IsNoEnd {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, H> IsNoEnd for EndProbe<C, H> {}

/// The handler can stand here; its borrowed values are at the places `I`.
#[derive(Debug)]
pub struct Ends<I>(pub(super) PhantomData<fn() -> I>);
/// The handler borrows something that is not there.
#[derive(Debug)]
pub struct EndMisfit;

impl<I> Ends<I> {
    /// Nothing is missing.
    pub fn query<C, P, H>(&self, _: &Stack<C, (), P>, _: &H) -> Settled<Found> {
        Settled(Found)
    }
    /// Describes the handler at the route of this path.
    ///
    /// # Panics
    ///
    /// When it asks the route for what the route does not have: the stack is refused when it is built.
    pub fn describe<H: Endpoint>(&self, handler: &H, path: &str) -> HandlerInfo {
        crate::router::check(path, handler);
        handler.describe()
    }
    /// The handler as a service.
    pub fn end<H>(self, handler: H) -> End<H, I> {
        End(handler, PhantomData)
    }
}

impl EndMisfit {
    /// Asks for each of the handler's needs.
    pub fn query<C, P, H: Endpoint<Needs: Asked>>(
        &self,
        _: &Stack<C, (), P>,
        _: &H,
    ) -> <H::Needs as Asked>::Query<C, (), H> {
        H::Needs::query()
    }
}

/// A verdict after which there is no handler; the stack goes on as if there were one.
macro_rules! ends_refused {
    ($($verdict:ident),*) => {$(
        impl $verdict {
            /// Nothing to describe of what has been refused.
            pub fn describe<H>(&self, _: &H, _: &str) -> HandlerInfo {
                HandlerInfo::new("")
            }
            /// Goes on without the handler.
            pub fn end<H>(self, _: H) -> NoHandler {
                NoHandler
            }
        }
    )*};
}
ends_refused!(EndMisfit, Refused, NoStage);

/// A verdict on what need not be asked again whether it is a handler.
macro_rules! is_told {
    ($($verdict:ident$(<$param:ident>)?),*) => {$(
        impl$(<$param>)? $verdict$(<$param>)? {
            /// What the check for a handler is about.
            pub fn handler<K>(&self, _: K) -> FineHandler {
                A_HANDLER
            }
        }
    )*};
}
is_told!(Ends<I>, EndMisfit, Refused);

impl NoStage {
    /// What the check for a handler is about.
    pub fn handler<K>(&self, kind: K) -> K {
        kind
    }
}

/// Stands for a handler that the compiler has refused; never part of a program.
#[derive(Debug)]
pub struct NoHandler;

impl<C: Scope> Service<C> for NoHandler {
    fn call<'a>(
        &'a self,
        _: &'a mut Request,
        _: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        std::future::pending()
    }
}
