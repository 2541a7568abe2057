//! Clock: whether the stages of a context are timed, decided by its type.
//!
//! Without a clock nothing is wrapped: what is timed is the very future that the stage made.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Lends, Needs};
use crate::{
    Response, Stage,
    fragment::{Parts, Sequence, Surroundings, Timeable},
    panics::InStage,
    service::Service,
    stages::timing::{Lap, Measured, Timings},
};

/// Times the stages of a context, or does not.
pub trait Clock: Sized + 'static {
    /// What a stage is timed with.
    type Face<'a>: Copy + Send + Sync;
    /// The future of a stage with a frame of its own, which is told of when it panics.
    type Framed<'a, M: Stage, F: Future<Output = Response> + Send>: Future<Output = Response> + Send;
    /// The future of what stands at the end.
    type Timed<'a, F: Future<Output = Response> + Send>: Future<Output = Response> + Send;
    /// What lives as long as a hook acts.
    type Lap<'a>;
    /// The stages of a fragment around `S`.
    type Nest<'r, P, N, J, S>: Service<Surroundings<N, Self>>
    where
        P: Timeable<N, J>,
        N: Needs,
        S: Service<Inside<P, N, Self>>;

    /// The same face for a shorter time.
    fn shorten<'a: 'b, 'b>(face: Self::Face<'a>) -> Self::Face<'b>;

    /// Times a stage by its future, which is made where it is wanted, so that it need not be moved; unless it is
    /// a fragment, whose stages are timed themselves.
    fn frame<'a, M: Stage, F: Future<Output = Response> + Send>(
        face: Self::Face<'a>,
        make: impl FnOnce() -> F,
    ) -> Self::Framed<'a, M, F>;

    /// Times what stands at the end.
    fn time<'a, F: Future<Output = Response> + Send>(
        face: Self::Face<'a>,
        end: &'static str,
        make: impl FnOnce() -> F,
    ) -> Self::Timed<'a, F>;

    /// Times a stage until the lap is dropped.
    fn lap<'a>(face: Self::Face<'a>, stage: &'static str) -> Self::Lap<'a>;

    /// Notes that a hook was entered which does nothing on the way in.
    fn pass(face: Self::Face<'_>, stage: &'static str);

    /// Nests the stages of a fragment, to be timed by this clock.
    fn nest<'r, P, N, J, S>(parts: &'r P, rest: S) -> Self::Nest<'r, P, N, J, S>
    where
        P: Timeable<N, J>,
        N: Needs,
        S: Service<Inside<P, N, Self>>;
}

/// The context at the inner end of a fragment of the stages `P`, with the clock `K`.
type Inside<P, N, K> = <<P as Parts>::Lends as Lends>::Onto<Surroundings<N, K>>;

macro_rules! nest {
    () => {
        type Nest<'r, P, N, J, S>
            = <P as Sequence<Surroundings<N, Self>, J>>::Nest<'r, S>
        where
            P: Timeable<N, J>,
            N: Needs,
            S: Service<Inside<P, N, Self>>;

        #[inline]
        fn nest<'r, P, N, J, S>(parts: &'r P, rest: S) -> Self::Nest<'r, P, N, J, S>
        where
            P: Timeable<N, J>,
            N: Needs,
            S: Service<Inside<P, N, Self>>,
        {
            Sequence::<Surroundings<N, Self>, J>::nest(parts, rest)
        }
    };
}

/// Nothing is timed.
#[derive(Debug)]
pub struct Untimed;

impl Clock for Untimed {
    type Face<'a> = ();
    type Framed<'a, M: Stage, F: Future<Output = Response> + Send> = Within<M, F>;
    type Timed<'a, F: Future<Output = Response> + Send> = F;
    type Lap<'a> = ();

    nest!();

    #[inline]
    fn shorten<'a: 'b, 'b>((): Self::Face<'a>) -> Self::Face<'b> {}

    #[inline]
    fn frame<'a, M: Stage, F: Future<Output = Response> + Send>(
        (): Self::Face<'a>,
        make: impl FnOnce() -> F,
    ) -> Self::Framed<'a, M, F> {
        Within::new(make())
    }

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

    #[inline]
    fn pass((): Self::Face<'_>, _: &'static str) {}
}

pin_project! {
    /// The future of a stage, which says whose it is when a panic goes through it.
    ///
    /// Around the user's frame and not in it: what is dropped in there is dropped each time, and the response
    /// is copied around the question whether there is a panic.
    pub struct Within<M, F> {
        #[pin]
        future: F,
        stage: PhantomData<fn() -> M>,
    }
}

impl<M, F> Within<M, F> {
    #[inline]
    fn new(future: F) -> Self {
        Self {
            future,
            stage: PhantomData,
        }
    }
}

impl<M: Stage, F> fmt::Debug for Within<M, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Within").field(&M::NAME).finish()
    }
}

impl<M: Stage, F: Future> Future for Within<M, F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let inside = InStage::<M>::begins();
        let poll = self.project().future.poll(context);
        inside.done();
        poll
    }
}

/// A [`Timing`](crate::stages::Timing) above times every stage.
#[derive(Debug)]
pub struct Running;

impl Clock for Running {
    type Face<'a> = &'a Timings;
    type Framed<'a, M: Stage, F: Future<Output = Response> + Send> = Measured<'a, F>;
    type Timed<'a, F: Future<Output = Response> + Send> = Measured<'a, F>;
    type Lap<'a> = Lap<'a>;

    nest!();

    #[inline]
    fn shorten<'a: 'b, 'b>(timings: Self::Face<'a>) -> Self::Face<'b> {
        timings
    }

    fn frame<'a, M: Stage, F: Future<Output = Response> + Send>(
        timings: Self::Face<'a>,
        make: impl FnOnce() -> F,
    ) -> Self::Framed<'a, M, F> {
        Measured::new(make(), M::NAME, M::IS_TIMED.then_some(timings))
    }

    fn time<'a, F: Future<Output = Response> + Send>(
        timings: Self::Face<'a>,
        end: &'static str,
        make: impl FnOnce() -> F,
    ) -> Self::Timed<'a, F> {
        Measured::new(make(), end, Some(timings))
    }

    fn lap<'a>(timings: Self::Face<'a>, stage: &'static str) -> Self::Lap<'a> {
        timings.lap(stage)
    }

    fn pass(timings: Self::Face<'_>, stage: &'static str) {
        timings.pass(stage);
    }
}
