//! Probe: asks what the compiler can prove of a stage at its place, and says in words what it cannot.
//!
//! A bound that fails tells a user about our traits. So nothing here fails where it is asked: the
//! probes answer through method resolution, which tries `&&&Probe`, `&&Probe`, `&Probe`
//! and `Probe` in turn, and only a verdict that is bad meets a bound, whose message is a sentence.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::{
    Stack,
    query::Asked,
    verdict::{Double, Framed, Hidden, Misfit, NoStage, Refused, Woven},
    weave::Weave,
};
use crate::{
    context::{Args, LendsOne, Provides, Scope},
    endpoint::Endpoint,
    stage::Stage,
};

type Shape<T> = PhantomData<fn() -> T>;

/// Asks whether the stage `M` fits below the stages of a stack.
#[derive(Debug)]
pub struct Probe<C, L, M>(Shape<(C, L, M)>);

impl<C, L, M> Probe<C, L, M> {
    /// Asks of this stage in this stack.
    pub fn of<P>(_: &Stack<C, L, P>, _: &M) -> Self {
        Self(PhantomData)
    }
}

/// The stage has a type that does not exist, of which the compiler believes everything.
///
/// It has said so at the name, and nothing is added.
pub trait IsUnresolved {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, L, M: Unresolved> IsUnresolved for &&&&&&&Probe<C, L, M> {}

/// What no type is.
pub trait Unresolved {}

/// The stage lends what a stage above lends already.
pub trait LendsAgain<T, I> {
    /// The verdict.
    fn verdict(&self) -> Double<T> {
        Double(PhantomData)
    }
}
impl<C: Provides<T, I>, L, M: Stage<Lends: LendsOne<Value = T>>, T: Send + Sync + 'static, I>
    LendsAgain<T, I> for &&&&&&Probe<C, L, M>
{
}

/// The stage fits in the form that it names.
pub trait FitsInItsForm<I> {
    /// The verdict.
    fn verdict(&self) -> Woven<I> {
        Woven(PhantomData)
    }
}
impl<C: Scope, L, M: Stage<Form: Weave<C, M, I>>, I> FitsInItsForm<I> for &&&&&Probe<C, L, M> {}

/// The stage fits; its form is hidden, so it gets a frame of its own.
pub trait FitsInAFrame<I> {
    /// The verdict.
    fn verdict(&self) -> Framed<I> {
        Framed(PhantomData)
    }
}
impl<C: Scope + Args<M::Needs, I>, L, M: Stage, I> FitsInAFrame<I> for &&&&Probe<C, L, M> {}

/// It is a stage, but does not fit, and hides what it needs.
pub trait HidesItsNeeds {
    /// The verdict.
    fn verdict(&self) -> Hidden {
        Hidden
    }
}
impl<C, L, M: Stage> HidesItsNeeds for &&Probe<C, L, M> {}

/// It is a handler, which stands at the end: told here, though it was declared without a mistake.
pub trait StandsAtTheEnd {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, L, M: Endpoint> StandsAtTheEnd for &&Probe<C, L, M> {}

/// It is a stage, but does not fit.
pub trait FitsNot {
    /// The verdict.
    fn verdict(&self) -> Misfit {
        Misfit
    }
}
impl<C, L, M: Stage<Needs: Asked>> FitsNot for &&&Probe<C, L, M> {}

/// The stage was refused where it is declared, and nothing is added.
pub trait IsRefused {
    /// The verdict.
    fn verdict(&self) -> Refused {
        Refused
    }
}
impl<C, L, M: Declared> IsRefused for &Probe<C, L, M> {}

/// What an attribute stands above, whether it is a stage or not.
pub trait Declared {
    /// That threads can share it.
    const IS_SHARED: () = ();
}

/// It is no stage at all.
pub trait IsNoStage {
    /// The verdict.
    fn verdict(&self) -> NoStage {
        NoStage
    }
}
impl<C, L, M> IsNoStage for Probe<C, L, M> {}
