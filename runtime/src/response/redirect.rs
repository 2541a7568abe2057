//! Redirect: sends the client to another address.

use http::{HeaderValue, StatusCode, header::LOCATION};

use super::{IntoResponse, ResponseExt, UnfitResponse};
use crate::{Body, Response};

/// Sends the client to another address.
///
/// # Examples
///
/// ```
/// use onionskin::{IntoResponse, Redirect};
///
/// let response = Redirect::to("/cart").into_response();
/// assert_eq!(response.status(), 303);
/// assert_eq!(response.headers()["location"], "/cart");
/// ```
///
/// # Security
///
/// An address with a line break or another character that headers cannot hold is refused: the answer is
/// a 500. Do not redirect to an address from the request without checking its host: `//evil.example` is
/// an address, too.
#[derive(Clone, Debug)]
pub struct Redirect {
    status: StatusCode,
    location: Result<HeaderValue, UnfitResponse>,
}

impl Redirect {
    /// Redirects with 303: what the client fetches next, it fetches with GET.
    #[must_use]
    pub fn to(uri: &str) -> Self {
        Self::with(StatusCode::SEE_OTHER, uri)
    }

    /// Redirects with 307: the client repeats its request there, this time only.
    #[must_use]
    pub fn temporary(uri: &str) -> Self {
        Self::with(StatusCode::TEMPORARY_REDIRECT, uri)
    }

    /// Redirects with 308: the client repeats its request there, from now on.
    #[must_use]
    pub fn permanent(uri: &str) -> Self {
        Self::with(StatusCode::PERMANENT_REDIRECT, uri)
    }

    /// Redirects with 302, for old clients; whether the method is kept depends on the client.
    #[must_use]
    pub fn found(uri: &str) -> Self {
        Self::with(StatusCode::FOUND, uri)
    }

    fn with(status: StatusCode, uri: &str) -> Self {
        Self {
            status,
            location: HeaderValue::from_str(uri)
                .map_err(|_| UnfitResponse::new("the address of a redirect")),
        }
    }
}

impl IntoResponse for Redirect {
    fn into_response(self) -> Response {
        match self.location {
            Ok(location) => Response::new(Body::empty())
                .with_status(self.status)
                .with_header(LOCATION, location),
            Err(error) => error.into_response(),
        }
    }
}
