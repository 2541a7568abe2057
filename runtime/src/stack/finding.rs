//! Finding: what the probes found of a stage's needs.
#![allow(
    clippy::unused_self,
    reason = "generated code asks a subject through method resolution"
)]

use std::marker::PhantomData;

use super::{
    query::Settled,
    told::{Latecomer, StackAbove, Subject, Verified},
};
use crate::fragment::Followed;

/// All needs are met.
#[derive(Debug)]
pub struct Found;
/// The stage ahead `By` lends the `T` that `M` needs.
#[derive(Debug)]
pub struct Late<T, M, By>(pub(crate) PhantomData<fn() -> (T, M, By)>);
/// Nobody lends the `T` that `M` needs.
#[derive(Debug)]
pub struct Missing<T, M>(pub(crate) PhantomData<fn() -> (T, M)>);

/// Nobody lends the `T` that `M` can do without.
#[derive(Debug)]
pub struct Unprovided<T, M>(pub(crate) PhantomData<fn() -> (T, M)>);

/// `M` lends a `T` that a stage above lends already.
#[derive(Debug)]
pub struct Twice<T, M>(pub(crate) PhantomData<fn() -> (T, M)>);

/// A finding, followed by those of the needs after it: the first bad one is told.
pub trait Finding {
    /// The two together.
    type And<F: Finding>: Finding;
    /// The next question, unless the finding is bad.
    type Then<Q>;
    /// The subject of the check that a stage above lends the value.
    type Lent;
    /// The subject of the check that it lends it in time.
    type Timely;
    /// The subject of the check that it is lent once.
    type Single;

    /// The stages `P` and then `M`; without `M` where the finding is bad, so that it is told once.
    type Part<P, M>;

    /// Appends `M` to the stages of a fragment.
    fn part<P, M>(&self, parts: P, stage: M) -> Self::Part<P, M>;
    /// Goes on with the next question, unless the finding is bad.
    fn then<Q>(self, next: Q) -> Self::Then<Q>;
    /// Takes the two together.
    fn and<F: Finding>(self, next: F) -> Self::And<F>;
    /// What the check for a missing value is about.
    fn lent(&self) -> Self::Lent;
    /// What the check for a late value is about.
    fn timely(&self) -> Self::Timely;
    /// What the check for a value that is lent twice is about.
    fn single(&self) -> Self::Single;

    /// What each of the three checks is about.
    fn subjects(&self) -> (Self::Lent, Self::Timely, Self::Single) {
        (self.lent(), self.timely(), self.single())
    }
}

type Fine = (Verified, Subject<(), ()>);
type InTime = (Verified, Latecomer<(), (), ()>);

const FINE: Fine = (Verified, Subject(PhantomData));
const IN_TIME: InTime = (Verified, Latecomer(PhantomData));

macro_rules! fine {
    ([$($params:ident),*] $finding:ty) => {
        impl<$($params),*> Finding for $finding {
            type Part<P, N> = Followed<P, N>;

            fn part<P, N>(&self, parts: P, stage: N) -> Followed<P, N> {
                Followed::new(parts, stage)
            }
            type And<F: Finding> = F;
            type Then<Q> = Q;
            type Lent = Fine;
            type Timely = InTime;
            type Single = Fine;

            fn then<Q>(self, next: Q) -> Q {
                next
            }
            fn and<F: Finding>(self, next: F) -> Self::And<F> {
                next
            }
            fn lent(&self) -> Self::Lent {
                FINE
            }
            fn timely(&self) -> Self::Timely {
                IN_TIME
            }
            fn single(&self) -> Self::Single {
                FINE
            }
        }
    };
}

fine!([] Found);
fine!([T, M] Unprovided<T, M>);

impl<T, M> Finding for Missing<T, M> {
    type Part<P, N> = P;

    fn part<P, N>(&self, parts: P, _: N) -> P {
        parts
    }
    type And<F: Finding> = Self;
    type Then<Q> = Settled<Self>;
    type Lent = (StackAbove, Subject<T, M>);
    type Timely = InTime;
    type Single = Fine;

    fn then<Q>(self, _: Q) -> Settled<Self> {
        Settled(self)
    }
    fn and<F: Finding>(self, _: F) -> Self::And<F> {
        self
    }
    fn lent(&self) -> Self::Lent {
        (StackAbove, Subject(PhantomData))
    }
    fn timely(&self) -> Self::Timely {
        IN_TIME
    }
    fn single(&self) -> Self::Single {
        FINE
    }
}

impl<T, M, By> Finding for Late<T, M, By> {
    type Part<P, N> = P;

    fn part<P, N>(&self, parts: P, _: N) -> P {
        parts
    }
    type And<F: Finding> = Self;
    type Then<Q> = Settled<Self>;
    type Lent = Fine;
    type Timely = (StackAbove, Latecomer<T, M, By>);
    type Single = Fine;

    fn then<Q>(self, _: Q) -> Settled<Self> {
        Settled(self)
    }
    fn and<F: Finding>(self, _: F) -> Self::And<F> {
        self
    }
    fn lent(&self) -> Self::Lent {
        FINE
    }
    fn timely(&self) -> Self::Timely {
        (StackAbove, Latecomer(PhantomData))
    }
    fn single(&self) -> Self::Single {
        FINE
    }
}

impl<T, M> Finding for Twice<T, M> {
    type Part<P, N> = P;

    fn part<P, N>(&self, parts: P, _: N) -> P {
        parts
    }
    type And<F: Finding> = Self;
    type Then<Q> = Settled<Self>;
    type Lent = Fine;
    type Timely = InTime;
    type Single = (StackAbove, Subject<T, M>);

    fn then<Q>(self, _: Q) -> Settled<Self> {
        Settled(self)
    }
    fn and<F: Finding>(self, _: F) -> Self::And<F> {
        self
    }
    fn lent(&self) -> Self::Lent {
        FINE
    }
    fn timely(&self) -> Self::Timely {
        IN_TIME
    }
    fn single(&self) -> Self::Single {
        (StackAbove, Subject(PhantomData))
    }
}
