//! Blame: whose stage it was that panicked.

use std::{cell::Cell, marker::PhantomData, mem};

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
