//! `Overloaded`, the answer of a `ConcurrencyLimit`, and `ConcurrencyLimitError`, why one cannot work.

use std::{fmt, time::Duration};

use http::{StatusCode, header::RETRY_AFTER};

use crate::{IntoResponse, Problem, Response, ResponseExt, stages::retry_after::retry_after};

/// Says that too many requests run already.
///
/// As a response it is a 503 with a `Retry-After`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overloaded {
    retry_after: Duration,
}

impl Overloaded {
    pub(super) const fn new(retry_after: Duration) -> Self {
        Self { retry_after }
    }

    /// Gives the time after which the client may come again.
    #[must_use]
    pub const fn retry_after(&self) -> Duration {
        self.retry_after
    }
}

impl fmt::Display for Overloaded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("too many requests run already")
    }
}

impl std::error::Error for Overloaded {}

impl IntoResponse for Overloaded {
    fn into_response(self) -> Response {
        let delay = retry_after(self.retry_after);
        Problem::new(StatusCode::SERVICE_UNAVAILABLE)
            .detail("too many requests run already")
            .caused_by(self)
            .into_response()
            .with_header(RETRY_AFTER, delay)
    }
}

/// Says why a [`ConcurrencyLimit`](crate::ConcurrencyLimit) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConcurrencyLimitError {
    /// No request could ever run.
    NoPlaces,
}

impl fmt::Display for ConcurrencyLimitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlaces => formatter
                .write_str("`ConcurrencyLimit` lets no request run: write `.at_once(1)` or more"),
        }
    }
}

impl std::error::Error for ConcurrencyLimitError {}
