//! Ahead: the stages that are still to come, so that "too late" can be told from "missing".

use std::marker::PhantomData;

use crate::{
    context::{Clocked, Lend, Lends},
    stage::Stage,
    stages::Timings,
};

/// The stages still to come: `M` and then those of `R`.
#[derive(Debug)]
pub struct Ahead<M, R>(PhantomData<fn() -> (M, R)>);

impl<M, R> Ahead<M, R> {
    /// One stage more, further out than all the others.
    pub fn with(_: &M, _: &R) -> Self {
        Self(PhantomData)
    }
}

/// A place in a stack, from which the stages after it are seen.
pub trait Beyond {
    /// Those stages.
    type Beyond;
}
impl Beyond for () {
    type Beyond = ();
}
impl<M, R> Beyond for Ahead<M, R> {
    type Beyond = R;
}

/// It is lent by the next stage, at the place `I` of what that one lends.
#[derive(Debug)]
pub struct Next<I>(PhantomData<I>);
/// It is lent by a stage after the next.
#[derive(Debug)]
pub struct Later<I>(PhantomData<I>);

/// A list of stages in which a stage lends `T`.
pub trait Comes<T, I> {
    /// The stage that lends it.
    type By;
}

impl<T, M: Stage<Lends: Lending<T, I>>, R, I> Comes<T, Next<I>> for Ahead<M, R> {
    type By = M;
}

impl<T, M, R: Comes<T, I>, I> Comes<T, Later<I>> for Ahead<M, R> {
    type By = R::By;
}

/// Something that lends a `T`.
pub trait Lending<T, I>: Lends {}

/// This one.
#[derive(Debug)]
pub struct Itself;
/// The first of a pair.
#[derive(Debug)]
pub struct First<I>(PhantomData<I>);
/// The second of a pair.
#[derive(Debug)]
pub struct Second<I>(PhantomData<I>);

impl<T: Send + Sync + 'static> Lending<T, Itself> for Lend<T> {}
impl Lending<Timings, Itself> for Clocked {}
impl<T, A: Lending<T, I>, B: Lends, I> Lending<T, First<I>> for (A, B) {}
impl<T, A: Lends, B: Lending<T, I>, I> Lending<T, Second<I>> for (A, B) {}
