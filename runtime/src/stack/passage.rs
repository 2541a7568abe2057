//! Passage: a request on its way through a group of hooks that lends nothing.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::Response;

pin_project! {
    /// Enters a group when it is first polled, and is the rest of the stack from there on.
    ///
    /// Not an `async` block: the rest borrows nothing of this frame, and the response is not held. One that is held in
    /// a variable is copied into it and out of it, 152 bytes each time.
    #[project = Standing]
    pub(super) enum Passage<E, F, R> {
        /// In front of the group.
        Before { enter: Option<E> },
        /// The group has let it in.
        Inside {
            #[pin]
            rest: F,
        },
        /// In a box, so that there is little to do for those who are let in.
        Refused { response: Pin<Box<R>> },
    }
}

impl<E, F, R> Passage<E, F, R>
where
    E: FnOnce() -> Result<F, Pin<Box<R>>>,
{
    #[inline]
    pub(super) fn new(enter: E) -> Self {
        Self::Before { enter: Some(enter) }
    }
}

impl<E, F, R> Future for Passage<E, F, R>
where
    E: FnOnce() -> Result<F, Pin<Box<R>>>,
    F: Future<Output = Response>,
    R: Future<Output = Response>,
{
    type Output = Response;

    #[expect(
        clippy::inline_always,
        reason = "it is called in one place, the frame around it"
    )]
    #[inline(always)]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        if let Standing::Before { enter } = self.as_mut().project()
            && let Some(enter) = enter.take()
        {
            match enter() {
                Ok(rest) => self.set(Self::Inside { rest }),
                Err(response) => self.set(Self::Refused { response }),
            }
        }
        match self.project() {
            Standing::Inside { rest } => rest.poll(context),
            Standing::Refused { response } => response.as_mut().poll(context),
            Standing::Before { .. } => unreachable!("a hook has panicked, and nobody polls again"),
        }
    }
}
