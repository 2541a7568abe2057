//! `MessagePackRejection`: why a body of MessagePack was refused.

use std::{error::Error, fmt};

use http::StatusCode;

use crate::{BodyError, BoxError, IntoResponse, Problem, Response};

/// Says why a [`MessagePack`](super::MessagePack) could not read the body of a request.
#[derive(Debug)]
#[non_exhaustive]
pub enum MessagePackRejection {
    /// The body could not be read: 413 over the limit, 400 broken.
    Body(BodyError),
    /// The body is no MessagePack, or has no form in JSON: 400.
    Malformed(BoxError),
}

impl fmt::Display for MessagePackRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => error.fmt(formatter),
            Self::Malformed(_) => {
                formatter.write_str("the body is no MessagePack that can be read as JSON")
            }
        }
    }
}

impl Error for MessagePackRejection {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Malformed(error) => Some(&**error),
        }
    }
}

impl IntoResponse for MessagePackRejection {
    fn into_response(self) -> Response {
        if let Self::Body(error) = self {
            return error.into_response();
        }
        Problem::new(StatusCode::BAD_REQUEST)
            .detail(self.to_string())
            .caused_by(self)
            .into_response()
    }
}
