//! Fault: what is known of a request that failed.

use std::{backtrace::Backtrace, error::Error as StdError, fmt};

use http::StatusCode;
use serde_json::{Map, Value};

use crate::{
    Request, RequestId, Response, ResponseExt, backtrace::Origin, panics::Stopped, response::Raised,
};

/// What is known of a request that failed, for a page of your own.
///
/// [`ServerError::with`](super::ServerError::with) gives it to your page. What it says of the error
/// is for you: a page that repeats it to clients tells them of the inside.
pub struct Fault<'a> {
    pub(super) request: &'a Request,
    status: StatusCode,
    error: Option<&'a (dyn StdError + 'static)>,
    stage: Option<&'a str>,
    panic: Option<&'a str>,
    panicked_at: Option<&'a str>,
    backtrace: Option<&'a Backtrace>,
    /// The members of the problem that the response is, if it is one.
    problem: Option<Map<String, Value>>,
}

impl<'a> Fault<'a> {
    pub(super) fn of(
        request: &'a Request,
        response: &'a Response,
        stopped: Option<&'a Stopped>,
    ) -> Self {
        let origin = stopped.and_then(|stopped| stopped.origin.as_ref());
        Self {
            request,
            status: response.status(),
            error: response.error(),
            stage: match stopped {
                Some(stopped) => stopped.stage,
                None => response.raised_in(),
            },
            panic: stopped.map(|stopped| &*stopped.message),
            panicked_at: origin.map(Origin::place),
            backtrace: match stopped {
                Some(_) => origin.map(Origin::trace),
                None => response.extensions().get().and_then(Raised::backtrace),
            },
            problem: problem(response),
        }
    }

    /// Gives the request.
    #[must_use]
    pub fn request(&self) -> &'a Request {
        self.request
    }

    /// Gives the status of the answer, 5xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Gives what the status is called; [`Problem::title`](crate::Problem::title) where one was set.
    #[must_use]
    pub fn title(&self) -> &str {
        let phrase = self.status.canonical_reason().unwrap_or("Server Error");
        self.member("title").unwrap_or(phrase)
    }

    /// Gives the words that were meant for the client, where the error is a
    /// [`Problem`](crate::Problem) that has some.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.member("detail")
    }

    /// The word by which programs know the problem, where the error is one that has a member `code`.
    pub(super) fn code(&self) -> Option<&str> {
        self.member("code")
    }

    /// Gives the error, for the server's eyes.
    #[must_use]
    pub fn error(&self) -> Option<&'a (dyn StdError + 'static)> {
        self.error
    }

    /// Gives what a stage said when it panicked, for the server's eyes.
    #[must_use]
    pub fn panic(&self) -> Option<&'a str> {
        self.panic
    }

    /// Gives the calls that led to the error or the panic, for the server's eyes.
    ///
    /// Of a panic only where some [`ServerError`](super::ServerError) shows its
    /// [debug page](super::ServerError::debug); of an error also with `RUST_BACKTRACE=1`, where it became
    /// an [`Error`](crate::Error) on its way.
    #[must_use]
    pub fn backtrace(&self) -> Option<&'a Backtrace> {
        self.backtrace
    }

    /// The line that panicked.
    pub(super) fn panicked_at(&self) -> Option<&'a str> {
        self.panicked_at
    }

    /// Gives the name of the stage or the handler that failed, where it is known.
    #[must_use]
    pub fn stage(&self) -> Option<&'a str> {
        self.stage
    }

    /// Gives the request's id: its `X-Request-Id`, where that can be a [`RequestId`].
    #[must_use]
    pub fn request_id(&self) -> Option<&'a str> {
        RequestId::of(self.request)
    }

    fn member(&self, name: &str) -> Option<&str> {
        self.problem.as_ref()?.get(name)?.as_str()
    }

    /// Whether nobody has written a page for the client yet.
    pub(super) fn is_bare(&self, response: &Response) -> bool {
        self.panic.is_some() || self.problem.is_some() || response.body().is_known_empty()
    }

    /// The problem as a document.
    pub(super) fn document(&self) -> Map<String, Value> {
        let mut members = self.problem.clone().unwrap_or_else(|| {
            let mut members = Map::new();
            members.insert("type".to_owned(), "about:blank".into());
            members.insert("title".to_owned(), self.title().into());
            members
        });
        members.insert("status".to_owned(), self.status.as_u16().into());
        if let Some(id) = self.request_id() {
            members
                .entry("request_id")
                .or_insert_with(|| Value::from(id));
        }
        members
    }
}

impl fmt::Debug for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fault")
            .field("status", &self.status)
            .field("stage", &self.stage)
            .field("error", &self.error)
            .field("panic", &self.panic)
            .finish_non_exhaustive()
    }
}

/// The members of a response that is a problem.
fn problem(response: &Response) -> Option<Map<String, Value>> {
    let kind = response.headers().get(http::header::CONTENT_TYPE)?;
    let is_problem = kind.as_bytes() == b"application/problem+json";
    let text = is_problem.then(|| response.body().in_memory()).flatten()?;
    serde_json::from_slice(text).ok()
}
