//! Blame: whose stage it was that panicked.

use std::{
    cell::Cell,
    fmt,
    marker::PhantomData,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::Stage;

thread_local! {
    static BLAMED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Notes which stage panicked; the innermost frame that unwinds is the first to say so.
#[cold]
#[inline(never)]
pub(crate) fn blame(stage: &'static str) {
    BLAMED.with(|blamed| blamed.set(blamed.get().or(Some(stage))));
}

/// Stands in the frame of a user's function; forgotten when the function returns, so that it
/// exists only on the way of an unwinding panic.
#[derive(Debug)]
pub struct Inside(&'static str);

impl Inside {
    /// The function of this name is about to run.
    #[inline]
    #[must_use]
    pub fn of(stage: &'static str) -> Self {
        Self(stage)
    }

    /// The function has returned.
    #[inline]
    pub fn done(self) {
        mem::forget(self);
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if std::thread::panicking() {
            blame(self.0);
        }
    }
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
    pub(crate) fn new(future: F) -> Self {
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

/// An [`Inside`] that takes no place in a frame: whose it is, is its type.
pub(crate) struct InStage<M: Stage>(PhantomData<fn() -> M>);

impl<M: Stage> InStage<M> {
    /// What is the stage's is about to run.
    #[inline]
    pub(crate) fn begins() -> Self {
        Self(PhantomData)
    }

    /// It has returned.
    #[inline]
    pub(crate) fn done(self) {
        mem::forget(self);
    }
}

impl<M: Stage> Drop for InStage<M> {
    fn drop(&mut self) {
        drop(Inside(M::NAME));
    }
}

/// Gives the stage that was blamed last, once.
pub(super) fn blamed() -> Option<&'static str> {
    BLAMED.with(Cell::take)
}
