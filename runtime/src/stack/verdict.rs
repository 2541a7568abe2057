//! Verdict: what was found of an entry at its place, and how the stack goes on.
//!
//! A verdict begins with what is found without asking (`begin`), tells what else to ask for (`query`),
//! and admits the entry, or goes on as if it were there, so that one mistake is one error.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::marker::PhantomData;

use super::{
    Stack,
    ahead::{Ahead, Beyond},
    depth::Depth,
    finding::{Found, Twice},
    prefix::{FourFrames, Frame, Gap, Prefix, Then},
    query::{Asked, Settled},
    stranger::{A_STAGE, FineStage},
    told::{HiddenStage, Verified},
    weave::Weave,
};
use crate::{
    context::{Needs, Scope, Unknown},
    describe::StageInfo,
    stage::{Stage, Under},
};

type Shape<T> = PhantomData<fn() -> T>;

/// The stage lends the `T` that a stage above lends.
#[derive(Debug)]
pub struct Double<T>(pub(crate) Shape<T>);
/// The stage can be woven in; its borrowed values are at the places `I`.
#[derive(Debug)]
pub struct Woven<I>(pub(super) Shape<I>);
/// The stage can have a frame of its own; its borrowed values are at the places `I`.
#[derive(Debug)]
pub struct Framed<I>(pub(super) Shape<I>);
/// The stage of a fragment, whose needs become those of the fragment.
#[derive(Debug)]
pub struct Part;
/// The stage borrows something that is not there.
#[derive(Debug)]
pub struct Misfit;
/// Nobody knows what the stage needs.
#[derive(Debug)]
pub struct Hidden;
/// The entry is told of where it is declared.
#[derive(Debug)]
pub struct Refused;
/// The entry is not a stage, or not a handler.
#[derive(Debug)]
pub struct NoStage;

/// What a verdict has found without asking for anything.
macro_rules! begins {
    ($($verdict:ident$(<$param:ident>)?),*) => {$(
        impl$(<$param>)? $verdict$(<$param>)? {
            /// Nothing is lent twice.
            pub fn begin<M>(&self, _: &M) -> Found {
                Found
            }
        }
    )*};
}
begins!(Woven<I>, Framed<I>, Part, Misfit, Hidden, Refused, NoStage);

/// A verdict after which there is nothing to ask for.
macro_rules! asks_nothing {
    ($($verdict:ident$(<$param:ident>)?),*) => {$(
        impl$(<$param>)? $verdict$(<$param>)? {
            /// Asks for nothing.
            pub fn query<C, L, P, M>(&self, _: &Stack<C, L, P>, _: &M) -> Settled<Found> {
                Settled(Found)
            }
        }
    )*};
}
asks_nothing!(Hidden, Refused, NoStage);

/// A verdict on a stage that has all that it cannot do without.
macro_rules! asks_for_wishes {
    ($($verdict:ident<$param:ident>),*) => {$(
        impl<$param> $verdict<$param> {
            /// Asks for what the stage can do without: it may come too late.
            pub fn query<C, L: Beyond, P, M: Stage>(
                &self,
                _: &Stack<C, L, P>,
                _: &M,
            ) -> <<M::Needs as Needs>::Wishes as Asked>::Query<C, L::Beyond, M>
            where
                <M::Needs as Needs>::Wishes: Asked,
            {
                <<M::Needs as Needs>::Wishes as Asked>::query()
            }
        }
    )*};
}
asks_for_wishes!(Woven<I>, Framed<I>);

/// A verdict on what need not be asked again whether it is a stage that says what it needs.
macro_rules! is_told {
    ($($verdict:ident$(<$param:ident>)?),*) => {$(
        impl$(<$param>)? $verdict$(<$param>)? {
            /// What the check for a stage is about.
            pub fn stage<K>(&self, _: K) -> FineStage {
                A_STAGE
            }
            /// What the check for hidden needs is about.
            pub fn open<M>(&self, _: &M) -> Verified {
                Verified
            }
        }
    )*};
}
is_told!(Double<T>, Woven<I>, Framed<I>, Part, Misfit, Refused);

impl Hidden {
    /// What the check for a stage is about.
    pub fn stage<K>(&self, _: K) -> FineStage {
        A_STAGE
    }
    /// What the check for hidden needs is about.
    pub fn open<M>(&self, _: &M) -> HiddenStage {
        HiddenStage
    }
}

impl NoStage {
    /// What the check for a stage is about.
    pub fn stage<K>(&self, kind: K) -> K {
        kind
    }
    /// What the check for hidden needs is about.
    pub fn open<M>(&self, _: &M) -> Verified {
        Verified
    }
}

impl<T> Double<T> {
    /// The stage is one too many.
    pub fn begin<M>(&self, _: &M) -> Twice<T, M> {
        Twice(PhantomData)
    }

    /// Asks for nothing: what else it needs is asked when it stands alone.
    pub fn query<C, L, P, M>(&self, _: &Stack<C, L, P>, _: &M) -> Settled<Twice<T, M>> {
        Settled(Twice(PhantomData))
    }

    /// Goes on with the stage above.
    pub fn admit<C: Scope, L, P: Prefix, M>(
        self,
        _: &mut Vec<StageInfo>,
        stack: Stack<C, Ahead<M, L>, P>,
        _: M,
    ) -> Stack<C, L, P> {
        stack.with(|prefix| prefix)
    }
}

impl<I> Woven<I> {
    /// Admits the stage.
    pub fn admit<C, L, P, M>(
        self,
        described: &mut Vec<StageInfo>,
        stack: Stack<C, Ahead<M, L>, P>,
        stage: M,
    ) -> Stack<Under<M, C>, L, <M::Form as Weave<C, M, I>>::Woven<P>>
    where
        C: Scope,
        P: Prefix,
        M: Stage<Form: Weave<C, M, I>>,
    {
        described.push(stage.describe());
        stack.with(|prefix| M::Form::weave(prefix, stage))
    }
}

impl<I> Framed<I> {
    /// Admits the stage.
    pub fn admit<C, L, P, M>(
        self,
        described: &mut Vec<StageInfo>,
        stack: Stack<C, Ahead<M, L>, P>,
        stage: M,
    ) -> Stack<Under<M, C>, L, <P::Depth as Depth>::Push<P, Frame<M, I, FourFrames>>>
    where
        C: Scope,
        P: Prefix,
        M: Stage,
    {
        described.push(stage.describe());
        stack.with(|prefix| P::Depth::push(prefix, Frame(stage, PhantomData)))
    }
}

impl Misfit {
    /// Asks for each need.
    pub fn query<C, L: Beyond, P, M: Stage<Needs: Asked>>(
        &self,
        _: &Stack<C, L, P>,
        _: &M,
    ) -> <M::Needs as Asked>::Query<C, L::Beyond, M> {
        M::Needs::query()
    }

    /// Goes on as if the stage were there, with a gap in its place.
    pub fn admit<C: Scope, L, P: Prefix, M: Stage>(
        self,
        _: &mut Vec<StageInfo>,
        stack: Stack<C, Ahead<M, L>, P>,
        _: M,
    ) -> Stack<Under<M, C>, L, Then<P, Gap>> {
        stack.with(|prefix| Then(prefix, Gap))
    }
}

/// A verdict after which nobody knows what is lent below.
macro_rules! leaves_unknown {
    ($($verdict:ident),*) => {$(
        impl $verdict {
            /// Goes on without the entry.
            pub fn admit<C: Scope, L, P: Prefix, M>(
                self,
                _: &mut Vec<StageInfo>,
                stack: Stack<C, Ahead<M, L>, P>,
                _: M,
            ) -> Stack<Unknown, L, P> {
                stack.with(|prefix| prefix)
            }
        }
    )*};
}
leaves_unknown!(Hidden, Refused, NoStage);
