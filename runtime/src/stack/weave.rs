//! Weave: how a stage of each form becomes part of a nest.

use std::marker::PhantomData;

use super::{
    depth::Depth,
    prefix::{Frame, Prefix, TwoFrames},
};
use crate::{
    context::{Args, Scope},
    hook::Hook,
    stage::Stage,
};

/// A form of stage: weaves the stage `M` into a nest whose context there is `C`.
pub trait Weave<C: Scope, M, I> {
    /// The prefix `P` with the stage.
    type Woven<P: Prefix>: Prefix;

    /// Weaves it in.
    fn weave<P: Prefix>(prefix: P, stage: M) -> Self::Woven<P>;
}

/// A stage with a frame of its own.
#[derive(Debug)]
pub struct Around;

impl<C: Scope + Args<M::Needs, I>, M: Stage, I> Weave<C, M, I> for Around {
    type Woven<P: Prefix> = <P::Depth as Depth>::Push<P, Frame<M, I>>;

    fn weave<P: Prefix>(prefix: P, stage: M) -> Self::Woven<P> {
        <P::Depth as Depth>::push(prefix, Frame(stage, PhantomData))
    }
}

/// A stage with a frame around its own.
#[derive(Debug)]
pub struct Doubled;

impl<C: Scope + Args<M::Needs, I>, M: Stage, I> Weave<C, M, I> for Doubled {
    type Woven<P: Prefix> = <P::Depth as Depth>::Push<P, Frame<M, I, TwoFrames>>;

    fn weave<P: Prefix>(prefix: P, stage: M) -> Self::Woven<P> {
        <P::Depth as Depth>::push(prefix, Frame(stage, PhantomData))
    }
}

/// A hook, which shares the frame of its neighbours.
#[derive(Debug)]
pub struct Inline;

impl<C: Scope + Args<M::Needs, I>, M: Hook, I> Weave<C, M, I> for Inline {
    type Woven<P: Prefix> = P::Join<M, I>;

    fn weave<P: Prefix>(prefix: P, hook: M) -> Self::Woven<P> {
        prefix.join(hook)
    }
}
