//! Panics: each costs one request, and the log names the stage.

use std::{
    any::Any,
    cell::Cell,
    marker::PhantomData,
    mem,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use http::{HeaderMap, StatusCode};
use pin_project_lite::pin_project;

use crate::{
    Request, Response, Stage,
    backtrace::{self, Origin},
    problem,
};

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

pin_project! {
    /// Turns a panic of the inner future into an `Err`, to be let go on.
    pub(crate) struct Overheard<F> {
        #[pin]
        inner: F,
    }
}

impl<F> Overheard<F> {
    pub(crate) fn new(inner: F) -> Self {
        Self { inner }
    }
}

/// A panic on its way up.
pub(crate) struct Unwinding(Box<dyn Any + Send>);

impl Unwinding {
    /// Lets it go on; whoever answers in the end says these headers as well.
    #[cold]
    pub(crate) fn go_on(self, request: &mut Request, headers: HeaderMap) -> ! {
        request.extensions_mut().insert(LastWords(headers));
        resume_unwind(self.0)
    }
}

impl<F: Future> Future for Overheard<F> {
    type Output = Result<F::Output, Unwinding>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let inner = self.project().inner;
        // The future is never polled again after a panic, so that nobody sees what it broke.
        match catch_unwind(AssertUnwindSafe(|| inner.poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(payload) => Poll::Ready(Err(Unwinding(payload))),
        }
    }
}

/// What a stage has to tell the client although a panic has gone through it.
#[derive(Clone)]
struct LastWords(HeaderMap);

/// Adds what stages that were left by a panic have to say.
#[cold]
pub(crate) fn add_last_words(request: &mut Request, response: &mut Response) {
    let Some(LastWords(words)) = request.extensions_mut().remove::<LastWords>() else {
        return;
    };
    for (name, value) in &words {
        response.headers_mut().append(name, value.clone());
    }
}

/// A panic that has been stopped.
#[derive(Clone)]
pub(crate) struct Stopped {
    pub(crate) stage: Option<&'static str>,
    pub(crate) message: String,
    /// Where it began, when somebody wants to know.
    pub(crate) origin: Option<Origin>,
}

impl Stopped {
    /// Tells the log which stage it was; the client is told nothing.
    pub(crate) fn log(&self, request: &Request) {
        tracing::error!(
            stage = self.stage.unwrap_or("unknown"),
            method = %request.method(),
            path = request.uri().path(),
            "a stage panicked: {}", self.message,
        );
    }
}

/// Turns a panic of a future that answers into a bare 500, with the panic among its extensions.
///
/// The future lies where it was made and the response is not wrapped: both are large, and every move is
/// a copy.
pub(crate) struct Answered<'f, F: ?Sized>(pub(crate) Pin<&'f mut F>);

/// The future of an answer, as what stops its panic sees it in a debug build.
///
/// What stops it is compiled for each type of a future that it is used with, and in a debug build most of that
/// is the description of the type: there it has one type, for one call more.
#[cfg(debug_assertions)]
pub(crate) type AnyAnswer<'f> = Pin<&'f mut (dyn Future<Output = Response> + Send + 'f)>;

impl<F: Future<Output = Response> + ?Sized> Future for Answered<'_, F> {
    type Output = Response;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let answer = self.0.as_mut();
        // The future is never polled again after a panic, so that nobody sees what it broke.
        match catch_unwind(AssertUnwindSafe(|| answer.poll(context))) {
            Ok(poll) => poll,
            Err(payload) => Poll::Ready(failed(payload)),
        }
    }
}

#[cold]
fn failed(payload: Box<dyn Any + Send>) -> Response {
    let mut response = problem::bare(StatusCode::INTERNAL_SERVER_ERROR);
    response.extensions_mut().insert(stopped(payload));
    response
}

#[cold]
fn stopped(payload: Box<dyn Any + Send>) -> Stopped {
    Stopped {
        stage: BLAMED.with(Cell::take),
        message: message(payload),
        origin: backtrace::of_last_panic(),
    }
}

fn message(payload: Box<dyn Any + Send>) -> String {
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload
            .downcast_ref::<&'static str>()
            .map_or_else(|| "no message".to_owned(), |text| (*text).to_owned()),
    }
}

/// Runs what has no stage of its own; a panic is an `Err` with what it said.
pub(crate) fn contained<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(message)
}

/// Runs what cannot fail any more, because nobody is left to hear of it: a panic is logged.
pub(crate) fn quietly(stage: &'static str, run: impl FnOnce()) {
    if let Err(message) = contained(run) {
        tracing::error!(stage, "a stage panicked: {message}");
    }
}
