//! `UnsupportedCoding`, the answer of a `Decompression`, and `DecompressionError`, why one cannot work.

use std::fmt;

use http::{HeaderValue, StatusCode, header::ACCEPT_ENCODING};

use super::Coding;
use crate::{IntoResponse, Problem, Response, ResponseExt};

/// Says that the body of a request is packed in a way that is not unpacked here.
///
/// As a response it is a 415 whose `Accept-Encoding` names what is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsupportedCoding {
    supported: String,
}

impl UnsupportedCoding {
    pub(super) fn new(supported: &[Coding]) -> Self {
        let names: Vec<_> = supported.iter().map(|coding| coding.name()).collect();
        Self {
            supported: names.join(", "),
        }
    }
}

impl fmt::Display for UnsupportedCoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the body's `Content-Encoding` is not supported: send {}",
            self.supported
        )
    }
}

impl std::error::Error for UnsupportedCoding {}

impl IntoResponse for UnsupportedCoding {
    fn into_response(self) -> Response {
        // Names of codings can always stand in a header.
        let supported = HeaderValue::try_from(&self.supported)
            .unwrap_or_else(|_| HeaderValue::from_static("identity"));
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE)
            .detail(self.to_string())
            .caused_by(self)
            .into_response()
            .with_header(ACCEPT_ENCODING, supported)
    }
}

/// Says why a [`Decompression`](crate::Decompression) cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecompressionError {
    /// There is no coding to unpack.
    NoCoding,
    /// A limit is zero.
    NoRoom,
}

impl fmt::Display for DecompressionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoCoding => {
                "`Decompression` unpacks nothing: write `.codings(Coding::ALL)` and `.max_stacked(1)` \
                 or more, or leave the stage out"
            }
            Self::NoRoom => {
                "`Decompression` has a limit of zero: write `.max_bytes(…)` and `.max_ratio(…)` of 1 or \
                 more"
            }
        })
    }
}

impl std::error::Error for DecompressionError {}
