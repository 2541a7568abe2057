//! `IntoResponse`: what a stage or a handler may return.

use std::{borrow::Cow, convert::Infallible, mem};

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE, response};

use super::{IntoResponseParts, ResponseExt, UnfitResponse, room};
use crate::{Body, Response, failure::Failure};

/// Becomes a response; what a stage or a handler may return.
///
/// | value | response |
/// |---|---|
/// | `&'static str`, `String`, `Cow<'static, str>` | 200, `text/plain; charset=utf-8` |
/// | `Bytes`, `Vec<u8>`, `&'static [u8]` | 200, `application/octet-stream` |
/// | [`Json`](crate::Json), [`Form`](crate::Form), [`Html`](crate::Html) | 200 with their type |
/// | [`Body`] | 200 without a type |
/// | `()` | 200 without a body |
/// | `StatusCode` | that status without a body |
/// | [`Redirect`](crate::Redirect) | 303, 307, 308 or 302 |
/// | `(StatusCode, T)`, `(StatusCode, headers, T)`, `(headers, T)` | `T` with that status and headers |
/// | `Result<T, E>` | either |
/// | [`Problem`](crate::Problem), [`Error`](crate::Error) | `application/problem+json` |
///
/// # Examples
///
/// ```
/// use onionskin::{IntoResponse, http::StatusCode};
///
/// let response = (StatusCode::CREATED, [("location", "/things/7")], "made").into_response();
/// assert_eq!(response.status(), 201);
/// assert_eq!(response.headers()["location"], "/things/7");
/// assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response",
    label = "not a response",
    note = "return `Response`, or implement `IntoResponse` for `{Self}`"
)]
pub trait IntoResponse {
    /// Becomes a response.
    fn into_response(self) -> Response;

    /// Tells what becomes a response from an error that is still to be handled; a `Result` overrides it.
    #[doc(hidden)]
    #[inline]
    fn unfailed(self, _: &mut Option<Failure>) -> Option<Self>
    where
        Self: Sized,
    {
        Some(self)
    }
}

impl IntoResponse for Response {
    #[inline]
    fn into_response(self) -> Response {
        self
    }
}

impl IntoResponse for () {
    #[inline]
    fn into_response(self) -> Response {
        Response::new(Body::empty())
    }
}

impl IntoResponse for Infallible {
    fn into_response(self) -> Response {
        match self {}
    }
}

impl IntoResponse for StatusCode {
    #[inline]
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self;
        response
    }
}

impl IntoResponse for Body {
    #[inline]
    fn into_response(self) -> Response {
        Response::new(self)
    }
}

impl IntoResponse for response::Parts {
    fn into_response(self) -> Response {
        Response::from_parts(self, Body::empty())
    }
}

impl<T, E> IntoResponse for Result<T, E>
where
    T: IntoResponse,
    E: IntoResponse + Send + Sync + 'static,
{
    #[inline]
    fn into_response(self) -> Response {
        match self {
            Ok(value) => value.into_response(),
            Err(error) => error.into_response(),
        }
    }

    #[inline]
    fn unfailed(self, failure: &mut Option<Failure>) -> Option<Self> {
        match self {
            Ok(value) => value.unfailed(failure).map(Ok),
            Err(error) => {
                *failure = Some(Failure::new(error));
                None
            }
        }
    }
}

macro_rules! with_content_type {
    ($content_type:literal: $($type:ty),+) => {$(
        impl IntoResponse for $type {
            fn into_response(self) -> Response {
                typed(HeaderValue::from_static($content_type), self.into())
            }
        }
    )+};
}
with_content_type!("text/plain; charset=utf-8": &'static str, String, Cow<'static, str>);
with_content_type!("application/octet-stream": Bytes, Vec<u8>, &'static [u8]);

impl<const N: usize> IntoResponse for &'static [u8; N] {
    fn into_response(self) -> Response {
        self.as_slice().into_response()
    }
}

/// Answers 200 with a body of this type.
pub(crate) fn typed(content_type: HeaderValue, body: Body) -> Response {
    let mut headers = room::made();
    headers.insert(CONTENT_TYPE, content_type);
    let mut response = Response::new(body);
    // The map of a new response has never held anything, and to drop it would be three calls.
    mem::forget(mem::replace(response.headers_mut(), headers));
    response
}

impl<T: IntoResponse> IntoResponse for (StatusCode, T) {
    fn into_response(self) -> Response {
        let response = self.1.into_response();
        if is_unfit(&response) {
            return response;
        }
        response.with_status(self.0)
    }
}

impl<T: IntoResponse> IntoResponse for (response::Parts, T) {
    /// Takes the status, the version and the extensions of the parts, and adds their headers.
    fn into_response(self) -> Response {
        let (parts, value) = self;
        let mut response = value.into_response();
        if is_unfit(&response) {
            return response;
        }
        response.headers_mut().extend(parts.headers);
        response.extensions_mut().extend(parts.extensions);
        *response.version_mut() = parts.version;
        response.with_status(parts.status)
    }
}

macro_rules! with_parts {
    ($($part:ident $at:tt),+; $last:tt) => {
        impl<$($part: IntoResponseParts,)+ T: IntoResponse> IntoResponse for ($($part,)+ T) {
            fn into_response(self) -> Response {
                let mut response = self.$last.into_response();
                if is_unfit(&response) {
                    return response;
                }
                $(
                    if let Err(error) = self.$at.add_to(&mut response) {
                        return error.into_response();
                    }
                )+
                response
            }
        }

        impl<$($part: IntoResponseParts,)+ T: IntoResponse> IntoResponse
            for (StatusCode, $($part,)+ T)
        {
            #[expect(non_snake_case, reason = "variables named as their types")]
            fn into_response(self) -> Response {
                let (status, $($part,)+ value) = self;
                (status, ($($part,)+ value)).into_response()
            }
        }
    };
}
with_parts!(A 0; 1);
with_parts!(A 0, B 1; 2);
with_parts!(A 0, B 1, C 2; 3);

/// Tells whether the value before a status could not become a response at all.
fn is_unfit(response: &Response) -> bool {
    response
        .error()
        .is_some_and(<dyn std::error::Error>::is::<UnfitResponse>)
}
