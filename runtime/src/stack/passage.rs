//! Passage: a request on its way through a group of hooks, or in front of it.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::Response;

pin_project! {
    /// The rest of the stack, and what the group does to its response; or the response of a refusal.
    ///
    /// Both are awaited in one place, and the response is changed where it lies: one that is held in a variable is
    /// copied into it and out of it, 152 bytes each time.
    #[project = OnTheWay]
    pub(super) enum Passage<F, L, R> {
        /// The group has let it in.
        Entered {
            #[pin]
            rest: F,
            leave: L,
        },
        /// In a box, so that there is little to do for those who are let in.
        Refused { response: Pin<Box<R>> },
    }
}

impl<F, L, R> Future for Passage<F, L, R>
where
    F: Future<Output = Response>,
    L: Fn(&mut Response),
    R: Future<Output = Response>,
{
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        match self.project() {
            OnTheWay::Entered { rest, leave } => {
                let mut poll = rest.poll(context);
                if let Poll::Ready(response) = &mut poll {
                    leave(response);
                }
                poll
            }
            OnTheWay::Refused { response } => response.as_mut().poll(context),
        }
    }
}
