//! Claim: what a finding does to the needs of a fragment in the making.

use crate::{
    context::{Optional, Reading},
    stack::finding::{Found, Late, Missing, Twice, Unprovided},
};

/// What a finding does to the needs of a draft: a value that is not there becomes one of them.
pub trait Claim<N> {
    /// The needs afterwards.
    type Needs;
    /// What is still bad.
    type Left;
    /// That.
    fn left(self) -> Self::Left;
}

impl<N> Claim<N> for Found {
    type Needs = N;
    type Left = Self;
    fn left(self) -> Self {
        self
    }
}

impl<N, T, M, By> Claim<N> for Late<T, M, By> {
    type Needs = N;
    type Left = Self;
    fn left(self) -> Self {
        self
    }
}

impl<N, T, M> Claim<N> for Twice<T, M> {
    type Needs = N;
    type Left = Self;
    fn left(self) -> Self {
        self
    }
}

impl<N: Append<T>, T, M> Claim<N> for Unprovided<T, M> {
    type Needs = N::Wishing;
    type Left = Found;
    fn left(self) -> Found {
        Found
    }
}

impl<N: Append<T>, T, M> Claim<N> for Missing<T, M> {
    type Needs = N::Longer;
    type Left = Found;
    fn left(self) -> Found {
        Found
    }
}

/// A list of needs with one more at its end.
pub trait Append<T> {
    /// The longer list.
    type Longer;
    /// The list that is longer by an optional one.
    type Wishing;
}
impl<T> Append<T> for () {
    type Longer = (T, ());
    type Wishing = Optional<T, ()>;
}
impl<T> Append<T> for Reading {
    type Longer = (T, Self);
    type Wishing = Optional<T, Self>;
}
impl<T, H, R: Append<T>> Append<T> for (H, R) {
    type Longer = (H, R::Longer);
    type Wishing = (H, R::Wishing);
}
impl<T, H, R: Append<T>> Append<T> for Optional<H, R> {
    type Longer = Optional<H, R::Longer>;
    type Wishing = Optional<H, R::Wishing>;
}
