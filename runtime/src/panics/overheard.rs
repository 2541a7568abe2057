//! Overheard: a panic that is stopped on its way, and let go on.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use http::HeaderMap;
use pin_project_lite::pin_project;

use crate::{Body, Request, Response};

pin_project! {
    /// Stops a panic of a future that answers, to be let go on; the answer is empty then.
    ///
    /// The panic is put aside and not in the answer's place, which would be copied to tell the two apart.
    pub(crate) struct Overheard<'a, F> {
        #[pin]
        inner: F,
        panic: &'a mut Option<Unwinding>,
    }
}

impl<'a, F> Overheard<'a, F> {
    pub(crate) fn new(inner: F, panic: &'a mut Option<Unwinding>) -> Self {
        Self { inner, panic }
    }
}

/// A panic on its way up.
pub(crate) struct Unwinding(Box<dyn Any + Send>);

impl Unwinding {
    /// Lets it go on; whoever answers in the end says these headers as well.
    #[cold]
    pub(crate) fn go_on(self, request: &mut Request, headers: HeaderMap) -> ! {
        leave_last_words(request, headers);
        resume_unwind(self.0)
    }
}

/// Leaves headers to whoever answers in the end, with a 5xx.
#[cold]
pub(crate) fn leave_last_words(request: &mut Request, headers: HeaderMap) {
    request.extensions_mut().insert(LastWords(headers));
}

impl<F: Future<Output = Response>> Future for Overheard<'_, F> {
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        // The future is never polled again after a panic, so that nobody sees what it broke.
        match catch_unwind(AssertUnwindSafe(|| this.inner.poll(context))) {
            Ok(poll) => poll,
            Err(payload) => {
                **this.panic = Some(Unwinding(payload));
                Poll::Ready(Response::new(Body::empty()))
            }
        }
    }
}

/// What a stage has to tell the client although it was left by a panic, or given up by a stage above.
#[derive(Clone)]
struct LastWords(HeaderMap);

/// Adds what stages have to say that did not come to answer.
#[cold]
pub(crate) fn add_last_words(request: &mut Request, response: &mut Response) {
    let Some(LastWords(words)) = request.extensions_mut().remove::<LastWords>() else {
        return;
    };
    for (name, value) in &words {
        response.headers_mut().append(name, value.clone());
    }
}
