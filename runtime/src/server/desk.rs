//! Desk: where requests of HTTP/1 are answered, one after the other.
//!
//! hyper would have a service make a future for each request, move that, as large as the whole stack, into its place,
//! and keep the place between requests. So one future answers request after request and stays where it is, at a desk.
//! A thread keeps its desks: a connection has one while it has a request, and it is the one that was used last.

use std::{
    any::TypeId,
    cell::{Cell, RefCell},
    convert::Infallible,
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::answers::Answers;
use crate::{Request, Response};

/// How many desks a thread keeps that nobody is at; each is as large as its stack's future.
const MOST_SPARE: usize = 64;

/// Has requests answered.
pub(super) trait Desk: Send {
    /// Gives the sheet for the next request; there is none while one is being answered.
    fn sheet(self: Pin<&mut Self>) -> &mut Sheet;
    /// Goes on with the request; ready with its answer.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<&mut Sheet>;
}

/// Goes from hand to hand, with a request and back with its answer.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) request: Option<Request>,
    pub(super) answer: Option<Response>,
    /// Who is asked: on loan, because to count one more and one less takes longer than all else here.
    pub(super) answers: Option<Arc<dyn Answers>>,
}

/// Sets up a desk for one who takes what is [`asked`] and hands it back [`answered`], for ever.
pub(super) fn desk<W>(work: W) -> Pin<Box<dyn Desk>>
where
    W: Future<Output = Infallible> + Send + 'static,
{
    Box::pin(Place { sheet: None, work })
}

pin_project! {
    struct Place<W> {
        // Not here while its request is being answered.
        sheet: Option<Box<Sheet>>,
        #[pin]
        work: W,
    }
}

impl<W: Future<Output = Infallible> + Send> Desk for Place<W> {
    fn sheet(self: Pin<&mut Self>) -> &mut Sheet {
        self.project().sheet.get_or_insert_default()
    }

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<&mut Sheet> {
        let this = self.project();
        if let Some(sheet) = this.sheet.take() {
            THREAD.with(|thread| thread.asked.set(Some(sheet)));
        }
        match this.work.poll(context) {
            Poll::Pending => {}
            Poll::Ready(never) => match never {},
        }
        *this.sheet = THREAD.with(|thread| thread.answered.take());
        this.sheet.as_deref_mut().map_or(Poll::Pending, Poll::Ready)
    }
}

/// The desks of a thread, and what is handed over at one of them within one turn.
struct Thread {
    asked: Cell<Option<Box<Sheet>>>,
    answered: Cell<Option<Box<Sheet>>>,
    spare: RefCell<Vec<(TypeId, Pin<Box<dyn Desk>>)>>,
}

thread_local! {
    static THREAD: Thread = const {
        Thread {
            asked: Cell::new(None),
            answered: Cell::new(None),
            spare: RefCell::new(Vec::new()),
        }
    };
}

/// Waits for what is asked next.
pub(super) fn asked() -> impl Future<Output = Box<Sheet>> + Send {
    poll_fn(|_| {
        THREAD
            .with(|thread| thread.asked.take())
            .map_or(Poll::Pending, Poll::Ready)
    })
}

/// Hands an answer over; to be followed by waiting for what is asked next.
#[inline]
pub(super) fn answered(sheet: Box<Sheet>) {
    THREAD.with(|thread| thread.answered.set(Some(sheet)));
}

/// Gives a desk where requests are answered by such as these.
#[inline]
pub(super) fn spare(answers: &dyn Answers) -> Pin<Box<dyn Desk>> {
    let kind = answers.type_id();
    let spare = THREAD.with(|thread| {
        let mut spare = thread.spare.borrow_mut();
        let last = spare.iter().rposition(|(other, _)| *other == kind)?;
        Some(spare.swap_remove(last).1)
    });
    spare.unwrap_or_else(|| answers.desk())
}

/// Keeps a desk that nobody is at for the next request on this thread.
#[inline]
pub(super) fn keep(answers: &dyn Answers, desk: Pin<Box<dyn Desk>>) {
    let kind = answers.type_id();
    THREAD.with(|thread| {
        let mut spare = thread.spare.borrow_mut();
        if spare.len() < MOST_SPARE {
            spare.push((kind, desk));
        }
    });
}
