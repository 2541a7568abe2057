//! Query: what a stage or a handler needs, asked for one by one.
#![allow(
    clippy::unused_self,
    reason = "probes answer through method resolution, so a verdict is a receiver"
)]

use std::{marker::PhantomData, ops::Deref};

use super::{
    ahead::Comes,
    finding::{Finding, Found, Late, Missing, Unprovided},
};
use crate::{
    Request,
    context::{Optional, Provides, Reading, Unsure},
    fragment::Wished,
};

type Shape<T> = PhantomData<fn() -> T>;

/// A list of needs, as a question after its first one.
pub trait Asked {
    /// The question; [`Settled`] where the list is empty.
    type Query<C, L, M>;
    /// It.
    fn query<C, L, M>() -> Self::Query<C, L, M>;
    /// The question after the first need alone.
    type First<C, L, M>;
    /// It.
    fn first<C, L, M>() -> Self::First<C, L, M>;
    /// The needs after the first.
    type Tail: Asked;
}

/// A list without needs.
macro_rules! asks_nothing {
    ($($needs:ty)*) => {$(
        impl Asked for $needs {
            type Query<C, L, M> = Settled<Found>;
            fn query<C, L, M>() -> Settled<Found> {
                Settled(Found)
            }
            type First<C, L, M> = Nothing;
            fn first<C, L, M>() -> Nothing {
                Nothing
            }
            type Tail = ();
        }
    )*};
}
asks_nothing!(() Reading);

impl<T, R: Asked> Asked for (T, R) {
    type Query<C, L, M> = Seek<4, C, L, M, Need<T>, R>;
    fn query<C, L, M>() -> Self::Query<C, L, M> {
        Seek(PhantomData)
    }
    type First<C, L, M> = Seek<4, C, L, M, Need<T>, Alone>;
    fn first<C, L, M>() -> Self::First<C, L, M> {
        Seek(PhantomData)
    }
    type Tail = R;
}

impl<T, R: Asked> Asked for Optional<T, R> {
    type Query<C, L, M> = Seek<4, C, L, M, Wish<T>, R>;
    fn query<C, L, M>() -> Self::Query<C, L, M> {
        Seek(PhantomData)
    }
    type First<C, L, M> = Seek<4, C, L, M, Wish<T>, Alone>;
    fn first<C, L, M>() -> Self::First<C, L, M> {
        Seek(PhantomData)
    }
    type Tail = R;
}

/// There is nothing left to ask for: all needs are met, or the first bad finding is there.
#[derive(Debug)]
pub struct Settled<F>(pub(super) F);

impl<F> Settled<F> {
    /// Asks for nothing.
    #[must_use]
    pub fn find(self) -> Self {
        self
    }
    /// What was found.
    pub fn found(self) -> F {
        self.0
    }
}

/// The first need of a list without needs.
#[derive(Debug)]
pub struct Nothing;

impl Nothing {
    /// It is met.
    pub fn find(&self) -> Found {
        Found
    }
}

/// A need for a `T`.
#[derive(Debug)]
pub struct Need<T>(Shape<T>);
/// A need for a `T` that may be missing.
#[derive(Debug)]
pub struct Wish<T>(Shape<T>);

/// Asks where `M` can borrow what `K` says: in the context `C`, or only from the stages ahead, `L`.
///
/// `R` is what it asks for next. A question that has no answer at one step leads to the step below.
#[derive(Debug)]
pub struct Seek<const STEP: usize, C, L, M, K, R>(Shape<(C, L, M, K, R)>);

macro_rules! steps {
    ($($step:literal leads to $next:literal)*) => {$(
        impl<C, L, M, K, R> Deref for Seek<$step, C, L, M, K, R> {
            type Target = Seek<$next, C, L, M, K, R>;
            fn deref(&self) -> &Self::Target {
                &Seek(PhantomData)
            }
        }
    )*};
}
steps!(4 leads to 3 3 leads to 2 2 leads to 1 1 leads to 0);

impl<C, L, M, K, R> Seek<4, C, L, M, K, R> {
    /// What was found of all that could be asked.
    pub fn found(self) -> Found {
        Found
    }
}

/// What follows a finding.
pub trait Rest<C, L, M> {
    /// The question after a finding, or the finding itself.
    type After<F: Finding>;
    /// It.
    fn after<F: Finding>(finding: F) -> Self::After<F>;
}

impl<C, L, M, R: Asked> Rest<C, L, M> for R {
    type After<F: Finding> = F::Then<R::Query<C, L, M>>;
    fn after<F: Finding>(finding: F) -> Self::After<F> {
        finding.then(R::query())
    }
}

/// Nothing follows: the finding is what was asked for.
#[derive(Debug)]
pub struct Alone;

impl<C, L, M> Rest<C, L, M> for Alone {
    type After<F: Finding> = F;
    fn after<F: Finding>(finding: F) -> F {
        finding
    }
}

/// The request is met without the context.
pub trait IsSettled<C, L, M, R: Rest<C, L, M>> {
    /// What follows.
    fn find(&self) -> R::After<Found> {
        R::after(Found)
    }
}
impl<C, L, M, R: Rest<C, L, M>> IsSettled<C, L, M, R> for Seek<4, C, L, M, Need<Request>, R> {}

/// The value is there.
pub trait IsThere<C, L, M, R: Rest<C, L, M>, I> {
    /// What follows.
    fn find(&self) -> R::After<Found> {
        R::after(Found)
    }
}
impl<C: Provides<T, I>, L, M, T, R: Rest<C, L, M>, I> IsThere<C, L, M, R, I>
    for Seek<3, C, L, M, Need<T>, R>
{
}
impl<C: Provides<T, I>, L, M, T, R: Rest<C, L, M>, I> IsThere<C, L, M, R, I>
    for Seek<4, C, L, M, Wish<T>, R>
{
}
impl<C: Wished<T, I>, L, M, T, R: Rest<C, L, M>, I> IsThere<C, L, M, R, I>
    for Seek<3, C, L, M, Wish<T>, R>
{
}

/// A refused entry above might have lent the value; nothing is added.
pub trait IsAnywhere<C, L, M, R: Rest<C, L, M>> {
    /// What follows.
    fn find(&self) -> R::After<Found> {
        R::after(Found)
    }
}
impl<C: Unsure, L, M, K, R: Rest<C, L, M>> IsAnywhere<C, L, M, R> for Seek<2, C, L, M, K, R> {}

/// A stage ahead lends the value.
pub trait ComesLater<C, L: Comes<T, I>, M, T, R: Rest<C, L, M>, I> {
    /// What follows the need, and the stage that lends it too late.
    fn find(&self) -> R::After<Late<T, M, L::By>> {
        R::after(Late(PhantomData))
    }
}
impl<C, L: Comes<T, I>, M, T, R: Rest<C, L, M>, I> ComesLater<C, L, M, T, R, I>
    for Seek<1, C, L, M, Need<T>, R>
{
}
impl<C, L: Comes<T, I>, M, T, R: Rest<C, L, M>, I> ComesLater<C, L, M, T, R, I>
    for Seek<1, C, L, M, Wish<T>, R>
{
}

/// Nobody lends the value.
impl<C, L, M, T, R: Rest<C, L, M>> Seek<0, C, L, M, Need<T>, R> {
    /// What follows the need.
    pub fn find(&self) -> R::After<Missing<T, M>> {
        R::after(Missing(PhantomData))
    }
}

impl<C, L, M, T, R: Rest<C, L, M>> Seek<0, C, L, M, Wish<T>, R> {
    /// What follows the need.
    pub fn find(&self) -> R::After<Unprovided<T, M>> {
        R::after(Unprovided(PhantomData))
    }
}
