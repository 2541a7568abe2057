//! Passage: a request on its way through a group of hooks that lends nothing.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::Response;

pin_project! {
    /// Enters a group when it is first polled, runs the rest, and leaves the group.
    ///
    /// Not an `async` block: the rest borrows nothing of this frame, and the response is changed where it lies. One
    /// that is held in a variable is copied into it and out of it, 152 bytes each time.
    pub(super) struct Passage<E, F, L, R> {
        #[pin]
        stand: Stand<E, F, R>,
        leave: L,
    }
}

pin_project! {
    #[project = Standing]
    enum Stand<E, F, R> {
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

impl<E, F, L, R> Passage<E, F, L, R>
where
    E: FnOnce() -> Result<F, Pin<Box<R>>>,
    L: Fn(&mut Response),
{
    #[inline]
    pub(super) fn new(enter: E, leave: L) -> Self {
        Self {
            stand: Stand::Before { enter: Some(enter) },
            leave,
        }
    }
}

impl<E, F, L, R> Future for Passage<E, F, L, R>
where
    E: FnOnce() -> Result<F, Pin<Box<R>>>,
    F: Future<Output = Response>,
    L: Fn(&mut Response),
    R: Future<Output = Response>,
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let mut this = self.project();
        if let Standing::Before { enter } = this.stand.as_mut().project()
            && let Some(enter) = enter.take()
        {
            match enter() {
                Ok(rest) => this.stand.set(Stand::Inside { rest }),
                Err(response) => this.stand.set(Stand::Refused { response }),
            }
        }
        let mut is_inside = false;
        // One variable on all ways: only so is it the place of the result itself.
        let mut poll = match this.stand.project() {
            Standing::Inside { rest } => {
                is_inside = true;
                rest.poll(context)
            }
            Standing::Refused { response } => response.as_mut().poll(context),
            Standing::Before { .. } => unreachable!("a hook has panicked, and nobody polls again"),
        };
        if is_inside && let Poll::Ready(response) = &mut poll {
            (this.leave)(response);
        }
        poll
    }
}
