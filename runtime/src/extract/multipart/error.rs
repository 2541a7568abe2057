//! `MultipartError`: why a form with files could not be read.

use std::{error::Error, fmt, str::Utf8Error};

use http::{HeaderValue, StatusCode, header::ACCEPT};

use super::allowance::LongHead;
use crate::{BodyError, BoxError, IntoResponse, Problem, Response, ResponseExt};

/// Says why a form with files, or a part of it, could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum MultipartError {
    /// The request does not say that its body is such a form: 415.
    ContentType,
    /// The `Content-Type` names no boundary of 1 to 70 characters: 400.
    Boundary,
    /// The body could not be read: 413 over the limit, 400 broken.
    Body(BodyError),
    /// The body is not what the `Content-Type` says: 400.
    Malformed(BoxError),
    /// There are more fields, or more files, than may be: 400.
    TooManyParts {
        /// How many are allowed.
        limit: usize,
    },
    /// A part is larger than it may be: 413.
    PartTooLarge {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// A part that was asked for as text is none: 400.
    NotUtf8(Utf8Error),
}

impl From<multer::Error> for MultipartError {
    fn from(error: multer::Error) -> Self {
        let multer::Error::StreamReadFailed(cause) = error else {
            return Self::Malformed(error.into());
        };
        match cause.downcast::<BodyError>() {
            Ok(error) => Self::Body(*error),
            Err(cause) if cause.is::<LongHead>() => Self::Malformed(cause),
            Err(cause) => Self::Body(BodyError::Broken(cause)),
        }
    }
}

impl fmt::Display for MultipartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContentType => formatter.write_str("the body has to be `multipart/form-data`"),
            Self::Boundary => {
                formatter.write_str("the content type has no boundary of 1 to 70 characters")
            }
            Self::Body(error) => error.fmt(formatter),
            Self::Malformed(_) => formatter.write_str("the form cannot be read"),
            Self::TooManyParts { limit } => {
                write!(formatter, "the form has more than {limit} parts of a kind")
            }
            Self::PartTooLarge { limit } => {
                write!(formatter, "a part of the form is larger than {limit} bytes")
            }
            Self::NotUtf8(_) => formatter.write_str("a part of the form is not UTF-8"),
        }
    }
}

impl Error for MultipartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Malformed(error) => Some(&**error),
            Self::NotUtf8(error) => Some(error),
            _ => None,
        }
    }
}

impl IntoResponse for MultipartError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Body(error) => return error.into_response(),
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::PartTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        };
        let response = Problem::new(status)
            .detail(self.to_string())
            .caused_by(self)
            .into_response();
        if status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
            return response.with_header(ACCEPT, HeaderValue::from_static("multipart/form-data"));
        }
        response
    }
}
