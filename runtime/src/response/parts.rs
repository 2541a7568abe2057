//! `IntoResponseParts`: what can be put on a response before its body.

use std::fmt;

use cookie::Cookie;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::SET_COOKIE};

use crate::{Body, BoxError, IntoResponse, Problem, Response};

/// Puts something on a response: headers, cookies, extensions.
///
/// Values of such types stand in a tuple before the body: `([("x-took", "7")], "text")`.
///
/// # Examples
///
/// ```
/// use onionskin::{Cookie, IntoResponse};
///
/// let response = (Cookie::new("theme", "dark"), "saved").into_response();
/// assert_eq!(response.headers()["set-cookie"], "theme=dark");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be put on a response",
    label = "not headers, cookies or the like",
    note = "use a `HeaderMap`, an array of pairs or a `Cookie`, or implement `IntoResponseParts`"
)]
pub trait IntoResponseParts {
    /// Puts itself on the response.
    ///
    /// # Errors
    ///
    /// [`UnfitResponse`] when it does not fit into an HTTP response; the answer is then a 500.
    fn add_to(self, response: &mut Response) -> Result<(), UnfitResponse>;
}

/// Says that a program made a response that HTTP cannot carry.
///
/// As a response it is a 500 and logged. In a tuple it wins over the status that stands before it, so
/// that a failure is never sent with the status of a success.
#[derive(Debug, Clone)]
pub struct UnfitResponse {
    what: &'static str,
    source: Option<std::sync::Arc<dyn std::error::Error + Send + Sync>>,
}

impl UnfitResponse {
    /// Names what does not fit, for the log.
    #[must_use]
    pub fn new(what: &'static str) -> Self {
        Self { what, source: None }
    }

    /// Attaches the error behind it.
    #[must_use]
    pub fn caused_by(mut self, error: impl Into<BoxError>) -> Self {
        self.source = Some(error.into().into());
        self
    }
}

impl fmt::Display for UnfitResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} does not fit into a response", self.what)
    }
}

impl std::error::Error for UnfitResponse {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl IntoResponse for UnfitResponse {
    fn into_response(self) -> Response {
        tracing::error!("{self}");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR)
            .caused_by(self)
            .into_response()
    }
}

impl IntoResponseParts for () {
    fn add_to(self, _: &mut Response) -> Result<(), UnfitResponse> {
        Ok(())
    }
}

impl IntoResponseParts for HeaderMap {
    /// Replaces headers of the same names; several values of one name all stay.
    fn add_to(self, response: &mut Response) -> Result<(), UnfitResponse> {
        response.headers_mut().extend(self);
        Ok(())
    }
}

/// A response of these headers and no body.
impl IntoResponse for HeaderMap {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self;
        response
    }
}

/// A response of these headers and no body; a 500 when one of them cannot be a header.
impl<K, V, const N: usize> IntoResponse for [(K, V); N]
where
    K: TryInto<HeaderName, Error: Into<BoxError>>,
    V: TryInto<HeaderValue, Error: Into<BoxError>>,
{
    fn into_response(self) -> Response {
        (self, ()).into_response()
    }
}

impl<K, V, const N: usize> IntoResponseParts for [(K, V); N]
where
    K: TryInto<HeaderName, Error: Into<BoxError>>,
    V: TryInto<HeaderValue, Error: Into<BoxError>>,
{
    /// Replaces headers of the same names, except that every `Set-Cookie` is added.
    fn add_to(self, response: &mut Response) -> Result<(), UnfitResponse> {
        for (name, value) in self {
            let name = name
                .try_into()
                .map_err(|error| UnfitResponse::new("a header name").caused_by(error))?;
            let value = value
                .try_into()
                .map_err(|error| UnfitResponse::new("a header value").caused_by(error))?;
            if name == SET_COOKIE {
                response.headers_mut().append(name, value);
            } else {
                response.headers_mut().insert(name, value);
            }
        }
        Ok(())
    }
}

impl IntoResponseParts for Cookie<'_> {
    /// Adds a `Set-Cookie`.
    fn add_to(self, response: &mut Response) -> Result<(), UnfitResponse> {
        crate::ResponseExt::set_cookie(response, self)
    }
}

impl<P: IntoResponseParts> IntoResponseParts for Option<P> {
    fn add_to(self, response: &mut Response) -> Result<(), UnfitResponse> {
        self.map_or(Ok(()), |part| part.add_to(response))
    }
}
