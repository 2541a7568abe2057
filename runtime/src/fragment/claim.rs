//! Claim: what a finding does to the needs of a fragment in the making.

use crate::{
    context::Reading,
    stack::finding::{Found, Late, Missing, Twice},
};

/// What a finding does to the needs of a draft: a missing value becomes one of them.
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
}
impl<T> Append<T> for () {
    type Longer = (T, ());
}
impl<T> Append<T> for Reading {
    type Longer = (T, Self);
}
impl<T, H, R: Append<T>> Append<T> for (H, R) {
    type Longer = (H, R::Longer);
}
