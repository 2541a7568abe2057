//! Mailbox: how a session gets a new id without holding the generator.
//!
//! A generator may borrow from the stack above, a session may not. So the session leaves a request
//! here and waits; the stage, which polls the rest of the stack, sees it and delivers.

use std::{
    pin::Pin,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll, Waker},
};

use pin_project_lite::pin_project;

use crate::session::{SessionError, SessionId};

/// Carries at most one request for an id, and its answer. Askers take turns outside.
#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    /// Asker and deliverer mostly share a task; when they do not, the mutex orders the rest.
    wanted: AtomicBool,
    /// Whether anybody is there to answer.
    is_served: AtomicBool,
    letters: Mutex<Letters>,
}

#[derive(Debug, Default)]
struct Letters {
    asker: Option<Waker>,
    answer: Option<Result<SessionId, SessionError>>,
}

impl Mailbox {
    /// Asks for an id and waits for it.
    pub(crate) fn ask(&self) -> Request<'_> {
        Request { mailbox: self }
    }

    /// Runs `inner`, in which somebody may ask, and answers with what `generate` makes.
    #[inline]
    pub(crate) fn serve<I, M, F>(&self, inner: I, generate: M) -> Serve<'_, I, M, F> {
        self.is_served.store(true, Relaxed);
        Serve {
            inner,
            generate,
            generating: None,
            mailbox: self,
        }
    }

    pub(crate) fn is_served(&self) -> bool {
        self.is_served.load(Relaxed)
    }

    /// Hands over what was asked for, and wakes who asked unless the caller polls it anyway.
    fn deliver(&self, answer: Result<SessionId, SessionError>, polled_next: &Waker) {
        let mut letters = self.letters();
        if !self.wanted.swap(false, Relaxed) {
            return;
        }
        letters.answer = Some(answer);
        let asker = letters.asker.take();
        drop(letters);
        if let Some(asker) = asker
            && !asker.will_wake(polled_next)
        {
            asker.wake();
        }
    }

    fn letters(&self) -> MutexGuard<'_, Letters> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wait for an id; dropping it takes the request back.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    mailbox: &'a Mailbox,
}

impl Future for Request<'_> {
    type Output = Result<SessionId, SessionError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut letters = self.mailbox.letters();
        if let Some(answer) = letters.answer.take() {
            return Poll::Ready(answer);
        }
        if !self.mailbox.is_served() {
            return Poll::Ready(Err(SessionError::Unserved));
        }
        letters.asker = Some(context.waker().clone());
        self.mailbox.wanted.store(true, Relaxed);
        Poll::Pending
    }
}

impl Drop for Request<'_> {
    fn drop(&mut self) {
        let mut letters = self.mailbox.letters();
        self.mailbox.wanted.store(false, Relaxed);
        *letters = Letters::default();
    }
}

pin_project! {
    /// Runs a future, and makes ids while it waits for them.
    ///
    /// By hand, because an `async fn` would hold the future, which may be a whole stack, twice.
    pub(crate) struct Serve<'a, I, M, F> {
        #[pin]
        inner: I,
        generate: M,
        #[pin]
        generating: Option<F>,
        mailbox: &'a Mailbox,
    }

    impl<I, M, F> PinnedDrop for Serve<'_, I, M, F> {
        fn drop(this: Pin<&mut Self>) {
            this.mailbox.is_served.store(false, Relaxed);
        }
    }
}

impl<I, M, F, E> Future for Serve<'_, I, M, F>
where
    I: Future,
    M: FnMut() -> F,
    F: Future<Output = Result<SessionId, E>>,
    E: Into<SessionError>,
{
    type Output = I::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<I::Output> {
        let mut this = self.project();
        loop {
            if let Poll::Ready(output) = this.inner.as_mut().poll(context) {
                return Poll::Ready(output);
            }
            if this.generating.is_none() {
                if !this.mailbox.wanted.load(Relaxed) {
                    return Poll::Pending;
                }
                this.generating.set(Some((this.generate)()));
            }
            if let Some(generating) = this.generating.as_mut().as_pin_mut() {
                let Poll::Ready(id) = generating.poll(context) else {
                    return Poll::Pending;
                };
                this.generating.set(None);
                this.mailbox
                    .deliver(id.map_err(Into::into), context.waker());
            }
        }
    }
}
