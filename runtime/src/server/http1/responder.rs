//! Responder: a future that responds to one request of HTTP/1 after another.
//!
//! hyper would have a service make a future for each request, move that, as large as the whole stack, into its place,
//! and keep the place between requests. So one future responds to request after request and stays where it is.
//! A thread has a pool of them: a connection has one while it has a request, and it is the one that was used last.

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

use crate::{Request, Response, server::erased::ErasedApplication};

/// How many responders a thread's pool holds; each is as large as its stack's future.
const MAX_POOLED: usize = 64;

/// Responds to one request after another.
pub(in crate::server) trait Responder {
    /// Gives the exchange to put the next request into; there is none while one is being responded to.
    fn exchange(self: Pin<&mut Self>) -> &mut Exchange;
    /// Goes on with the request; ready with its response.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<&mut Exchange>;
}

/// A request and its response.
#[derive(Default)]
pub(in crate::server) struct Exchange {
    pub(in crate::server) request: Option<Request>,
    pub(in crate::server) response: Option<Response>,
    /// Who responds: on loan, because to count one more and one less takes longer than all else here.
    pub(in crate::server) application: Option<Arc<dyn ErasedApplication>>,
}

/// Makes a responder of a future that takes the [`next_exchange`] and hands it back by [`complete`], for ever.
pub(in crate::server) fn responder<F>(future: F) -> Pin<Box<dyn Responder + Send>>
where
    F: Future<Output = Infallible> + Send + 'static,
{
    Box::pin(Looping {
        exchange: None,
        future,
    })
}

pin_project! {
    struct Looping<F> {
        // Not here while its request is being responded to.
        exchange: Option<Box<Exchange>>,
        #[pin]
        future: F,
    }
}

impl<F: Future<Output = Infallible>> Responder for Looping<F> {
    fn exchange(self: Pin<&mut Self>) -> &mut Exchange {
        self.project().exchange.get_or_insert_default()
    }

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<&mut Exchange> {
        let this = self.project();
        if let Some(exchange) = this.exchange.take() {
            THREAD.with(|thread| thread.next.set(Some(exchange)));
        }
        match this.future.poll(context) {
            Poll::Pending => {}
            Poll::Ready(never) => match never {},
        }
        *this.exchange = THREAD.with(|thread| thread.completed.take());
        this.exchange
            .as_deref_mut()
            .map_or(Poll::Pending, Poll::Ready)
    }
}

/// A responder without a request, and the type of the application that it responds for.
type Pooled = (TypeId, Pin<Box<dyn Responder + Send>>);

/// The pool of a thread, and what goes into a responder and comes out of it within one poll.
struct Thread {
    next: Cell<Option<Box<Exchange>>>,
    completed: Cell<Option<Box<Exchange>>>,
    pool: RefCell<Vec<Pooled>>,
}

thread_local! {
    static THREAD: Thread = const {
        Thread {
            next: Cell::new(None),
            completed: Cell::new(None),
            pool: RefCell::new(Vec::new()),
        }
    };
}

/// Waits for the next exchange.
pub(in crate::server) fn next_exchange() -> impl Future<Output = Box<Exchange>> + Send {
    poll_fn(|_| {
        THREAD
            .with(|thread| thread.next.take())
            .map_or(Poll::Pending, Poll::Ready)
    })
}

/// Hands an exchange back with its response; to be followed by waiting for the next.
#[inline]
pub(in crate::server) fn complete(exchange: Box<Exchange>) {
    THREAD.with(|thread| thread.completed.set(Some(exchange)));
}

/// Takes a responder for such an application from the pool, or makes one.
#[inline]
pub(super) fn acquire(application: &dyn ErasedApplication) -> Pin<Box<dyn Responder + Send>> {
    let of = application.type_id();
    let pooled = THREAD.with(|thread| {
        let mut pool = thread.pool.borrow_mut();
        let last = pool.iter().rposition(|(other, _)| *other == of)?;
        Some(pool.swap_remove(last).1)
    });
    pooled.unwrap_or_else(|| application.responder())
}

/// Puts a responder that has no request into the pool.
#[inline]
pub(super) fn release(
    application: &dyn ErasedApplication,
    responder: Pin<Box<dyn Responder + Send>>,
) {
    let of = application.type_id();
    THREAD.with(|thread| {
        let mut pool = thread.pool.borrow_mut();
        if pool.len() < MAX_POOLED {
            pool.push((of, responder));
        }
    });
}
