//! Mailbox: how a session gets a new id without holding the generator.
//!
//! A generator may borrow from the stack above, a session may not. So the session leaves a request
//! here and waits; the stage, which polls the rest of the stack, sees it and delivers.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll, Waker},
};

use crate::session::{SessionError, SessionId};

/// Carries at most one request for an id, and its answer. Askers take turns outside.
#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    /// Asker and deliverer mostly share a task; when they do not, the mutex orders the rest.
    wanted: AtomicBool,
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
    pub(crate) async fn serve<R, F, E>(
        &self,
        inner: impl Future<Output = R>,
        mut generate: impl FnMut() -> F,
    ) -> R
    where
        F: Future<Output = Result<SessionId, E>>,
        E: Into<SessionError>,
    {
        let mut inner = pin!(inner);
        let mut generating = pin!(None::<F>);
        poll_fn(|context| {
            loop {
                if let Poll::Ready(output) = inner.as_mut().poll(context) {
                    return Poll::Ready(output);
                }
                if generating.is_none() {
                    if !self.wanted.load(Relaxed) {
                        return Poll::Pending;
                    }
                    generating.set(Some(generate()));
                }
                if let Some(future) = generating.as_mut().as_pin_mut() {
                    let Poll::Ready(id) = future.poll(context) else {
                        return Poll::Pending;
                    };
                    generating.set(None);
                    self.deliver(id.map_err(Into::into), context.waker());
                }
            }
        })
        .await
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
