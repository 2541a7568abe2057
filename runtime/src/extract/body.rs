//! `Bytes`, `String` and `Body`: the body of a request as it is.

use std::fmt;

use bytes::Bytes;
use http::{StatusCode, header::CONTENT_LENGTH};
use http_body::Body as _;

use super::FromRequest;
use crate::{Body, BodyError, IntoResponse, Problem, Request, RequestExt, Response, body::exceeds};

impl FromRequest for Bytes {
    type Rejection = BodyError;

    async fn from_request(req: &mut Request) -> Result<Self, BodyError> {
        let limit = req.body_limit();
        // Where the body does not know of any byte, its head may.
        if !matches!(req.body().size_hint().exact(), Some(1..)) {
            let announced = req
                .header(CONTENT_LENGTH)
                .and_then(|text| text.parse().ok());
            if announced.is_some_and(|length| exceeds(length, limit)) {
                return Err(BodyError::TooLarge { limit });
            }
        }
        Body::from_request(req).await?.into_bytes(limit).await
    }
}

impl FromRequest for Body {
    type Rejection = BodyError;

    async fn from_request(req: &mut Request) -> Result<Self, BodyError> {
        if req.body().is_taken() {
            // Here and not in the answer: an `Option` of an extractor would swallow it.
            tracing::error!(
                "two readers of the body of {} {}: only one can have it",
                req.method(),
                req.uri().path()
            );
            return Err(BodyError::Taken);
        }
        Ok(req.body_mut().take())
    }
}

impl FromRequest for String {
    type Rejection = TextRejection;

    async fn from_request(req: &mut Request) -> Result<Self, TextRejection> {
        let bytes = Bytes::from_request(req)
            .await
            .map_err(TextRejection::Body)?;
        Self::from_utf8(bytes.into()).map_err(|error| TextRejection::NotUtf8(error.utf8_error()))
    }
}

/// Says why a body could not be taken as text.
#[derive(Debug)]
#[non_exhaustive]
pub enum TextRejection {
    /// The body could not be read.
    Body(BodyError),
    /// The body is not UTF-8: 400.
    NotUtf8(std::str::Utf8Error),
}

impl fmt::Display for TextRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => error.fmt(formatter),
            Self::NotUtf8(_) => formatter.write_str("the body is not UTF-8"),
        }
    }
}

impl std::error::Error for TextRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::NotUtf8(error) => Some(error),
        }
    }
}

impl IntoResponse for TextRejection {
    fn into_response(self) -> Response {
        match self {
            Self::Body(error) => error.into_response(),
            Self::NotUtf8(_) => Problem::new(StatusCode::BAD_REQUEST)
                .detail(self.to_string())
                .caused_by(self)
                .into_response(),
        }
    }
}
