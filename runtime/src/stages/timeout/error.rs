//! `TimedOut`, the answer of a `Timeout`, and `TimeoutError`, why one cannot work.

use std::{fmt, time::Duration};

use http::{StatusCode, header::RETRY_AFTER};

use crate::{IntoResponse, Problem, Response, ResponseExt, stages::retry_after::retry_after};

/// Says that an answer took too long.
///
/// As a response it has the status that the [`Timeout`](crate::Timeout) was given, and with a 503 a `Retry-After`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedOut {
    after: Duration,
    status: StatusCode,
    retry_after: Duration,
}

impl TimedOut {
    pub(super) fn new(after: Duration, status: StatusCode, retry_after: Duration) -> Self {
        Self {
            after,
            status,
            retry_after,
        }
    }

    /// Gives the time that was allowed.
    #[must_use]
    pub fn after(&self) -> Duration {
        self.after
    }

    /// Gives the status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "there was no answer within {:?}", self.after)
    }
}

impl std::error::Error for TimedOut {}

impl IntoResponse for TimedOut {
    fn into_response(self) -> Response {
        let (status, delay) = (self.status, self.retry_after);
        let response = Problem::new(status)
            .detail("the answer took too long")
            .caused_by(self)
            .into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            return response.with_header(RETRY_AFTER, retry_after(delay));
        }
        response
    }
}

/// Says why a [`Timeout`](crate::Timeout) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeoutError {
    /// A limit is zero: nothing could ever be in time.
    Zero,
    /// The status does not say that something took too long.
    Status(StatusCode),
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero => formatter.write_str(
                "a limit of `Timeout` is zero: write how long it may take, or `None` in place of the \
                 stage",
            ),
            Self::Status(status) => write!(
                formatter,
                "`Timeout` cannot answer {}: write `.status(StatusCode::SERVICE_UNAVAILABLE)`, \
                 `GATEWAY_TIMEOUT` or `REQUEST_TIMEOUT`",
                status.as_u16()
            ),
        }
    }
}

impl std::error::Error for TimeoutError {}
