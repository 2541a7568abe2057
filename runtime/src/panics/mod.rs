//! Panics: each costs one request, and the log names the stage.

mod blame;
mod overheard;

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use http::StatusCode;

use crate::{
    Request, Response,
    backtrace::{self, Origin},
    problem,
};

pub use self::blame::Inside;
use self::blame::blamed;
pub(crate) use self::{
    blame::{InStage, blame},
    overheard::{Overheard, add_last_words, leave_last_words},
};

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
pub(crate) struct Answered<'f, F: ?Sized>(Pin<&'f mut F>);

/// Answers as the future does; a panic of it is a 500.
#[cfg(not(debug_assertions))]
#[inline]
pub(crate) fn answered<F: Future<Output = Response>>(answer: Pin<&mut F>) -> Answered<'_, F> {
    Answered(answer)
}

/// What stops a panic is compiled for each type of a future that it is used with, and in a debug build most of that
/// is the description of the type: there it has one type, for one call more.
#[cfg(debug_assertions)]
pub(crate) fn answered<'f>(
    answer: Pin<&'f mut (dyn Future<Output = Response> + Send + 'f)>,
) -> Answered<'f, dyn Future<Output = Response> + Send + 'f> {
    Answered(answer)
}

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
        stage: blamed(),
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
