//! `Either`: one of two futures, awaited in one place.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

pin_project! {
    /// One of two futures with the same output.
    ///
    /// Two `.await`s that end in one response meet behind it, and the response is copied there. What is
    /// awaited in one place leaves its response where the caller wants it.
    #[project = Chosen]
    pub(crate) enum Either<A, B> {
        /// This one.
        Left {
            #[pin]
            future: A,
        },
        /// The other.
        Right {
            #[pin]
            future: B,
        },
    }
}

impl<A, B> Either<A, B> {
    #[inline]
    pub(crate) fn left(future: A) -> Self {
        Self::Left { future }
    }

    #[inline]
    pub(crate) fn right(future: B) -> Self {
        Self::Right { future }
    }
}

impl<A: Future, B: Future<Output = A::Output>> Future for Either<A, B> {
    type Output = A::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<A::Output> {
        match self.project() {
            Chosen::Left { future } => future.poll(context),
            Chosen::Right { future } => future.poll(context),
        }
    }
}
