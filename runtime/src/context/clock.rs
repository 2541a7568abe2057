//! Clock: whether the stages of a context are timed, decided by its type.
//!
//! Without a clock nothing is wrapped: what is timed is the very future that the stage made.

use crate::{
    Response,
    stages::timing::{Lap, Measured, Timings},
};

/// Times the stages of a context, or does not.
pub trait Clock: 'static {
    /// What a stage is timed with.
    type Face<'a>: Copy + Send + Sync;
    /// The future of a stage with a frame of its own.
    type Timed<'a, F: Future<Output = Response> + Send>: Future<Output = Response> + Send;
    /// What lives as long as a hook acts.
    type Lap<'a>;

    /// Times a stage by its future, which is made where it is wanted, so that it need not be moved.
    fn time<'a, F: Future<Output = Response> + Send>(
        face: Self::Face<'a>,
        stage: &'static str,
        make: impl FnOnce() -> F,
    ) -> Self::Timed<'a, F>;

    /// Times a stage until the lap is dropped.
    fn lap<'a>(face: Self::Face<'a>, stage: &'static str) -> Self::Lap<'a>;
}

/// Nothing is timed.
#[derive(Debug)]
pub struct Untimed;

impl Clock for Untimed {
    type Face<'a> = ();
    type Timed<'a, F: Future<Output = Response> + Send> = F;
    type Lap<'a> = ();

    #[inline]
    fn time<'a, F: Future<Output = Response> + Send>(
        (): Self::Face<'a>,
        _: &'static str,
        make: impl FnOnce() -> F,
    ) -> Self::Timed<'a, F> {
        make()
    }

    #[inline]
    fn lap<'a>((): Self::Face<'a>, _: &'static str) -> Self::Lap<'a> {}
}

/// A [`Timing`](crate::stages::Timing) above times every stage.
#[derive(Debug)]
pub struct Running;

impl Clock for Running {
    type Face<'a> = &'a Timings;
    type Timed<'a, F: Future<Output = Response> + Send> = Measured<'a, F>;
    type Lap<'a> = Lap<'a>;

    fn time<'a, F: Future<Output = Response> + Send>(
        timings: Self::Face<'a>,
        stage: &'static str,
        make: impl FnOnce() -> F,
    ) -> Self::Timed<'a, F> {
        Measured::new(make(), timings, stage)
    }

    fn lap<'a>(timings: Self::Face<'a>, stage: &'static str) -> Self::Lap<'a> {
        timings.lap(stage)
    }
}
