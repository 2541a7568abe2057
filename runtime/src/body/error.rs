//! `BodyError`: why a body could not be read.

use std::{fmt, time::Duration};

use http::StatusCode;

use super::BoxError;
use crate::{IntoResponse, Problem, Response};

/// Says why a body could not be read.
///
/// As a response it is 413 for a body over the limit, 408 for one that stalled, 400 for a broken one, and
/// 500 for a body that was taken before: that is a mistake in the program.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyError {
    /// More bytes came, or were announced, than may.
    TooLarge {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// The body unpacks to more than so many times the bytes that were sent.
    Inflated {
        /// How many times the bytes that were sent are allowed.
        ratio: u32,
    },
    /// Nothing more came for too long.
    Stalled {
        /// How long nothing came.
        after: Duration,
    },
    /// Something else took the body out of the request before.
    Taken,
    /// The body ended in an error: the client went away, or sent what is not HTTP.
    Broken(BoxError),
}

impl fmt::Display for BodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(formatter, "the body is larger than {limit} bytes"),
            Self::Inflated { ratio } => write!(
                formatter,
                "the body unpacks to more than {ratio} times its size"
            ),
            Self::Stalled { after } => write!(formatter, "the body stalled for {after:?}"),
            Self::Taken => formatter.write_str("the body was taken before: only one may read it"),
            Self::Broken(_) => formatter.write_str("the body could not be read to its end"),
        }
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Broken(source) => Some(&**source),
            Self::TooLarge { .. } | Self::Inflated { .. } | Self::Stalled { .. } | Self::Taken => {
                None
            }
        }
    }
}

/// Finds the `BodyError` that a body ended in; any other error is [`Broken`](Self::Broken).
///
/// For those who read frames themselves.
impl From<BoxError> for BodyError {
    fn from(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => *own,
            Err(other) => Self::Broken(other),
        }
    }
}

impl IntoResponse for BodyError {
    fn into_response(self) -> Response {
        let problem = match &self {
            Self::TooLarge { .. } | Self::Inflated { .. } => {
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE).detail(self.to_string())
            }
            Self::Stalled { .. } => {
                Problem::new(StatusCode::REQUEST_TIMEOUT).detail(self.to_string())
            }
            Self::Broken(_) => Problem::new(StatusCode::BAD_REQUEST).detail(self.to_string()),
            Self::Taken => Problem::new(StatusCode::INTERNAL_SERVER_ERROR),
        };
        problem.caused_by(self).into_response()
    }
}
