//! `ResponseExt`: what a stage or a handler does to a response every day.

pub(crate) mod caching;
mod clear_site_data;
mod edit;
mod html;
mod into_response;
mod parts;
mod raised;
mod redirect;
pub(crate) mod room;
mod set_cookie;
pub(crate) mod vary;

use std::error::Error as StdError;

use cookie::Cookie;
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, TRANSFER_ENCODING},
};

use crate::{Body, BoxError, Response};
pub use clear_site_data::ClearSiteData;
pub use edit::EditResponse;
pub use html::Html;
pub use into_response::IntoResponse;
pub(crate) use into_response::typed;
pub use parts::{IntoResponseParts, UnfitResponse};
pub use raised::Raised;
pub(crate) use raised::RaisedIn;
pub use redirect::Redirect;

/// Changes a [`Response`] the way stages and handlers do every day.
///
/// # Examples
///
/// ```
/// use onionskin::{Cookie, IntoResponse, ResponseExt, http::{HeaderValue, StatusCode, header}};
///
/// let response = "made"
///     .into_response()
///     .with_status(StatusCode::CREATED)
///     .with_header(header::LOCATION, HeaderValue::from_static("/things/7"));
/// assert_eq!(response.status(), 201);
/// assert_eq!(response.headers()["location"], "/things/7");
/// ```
pub trait ResponseExt: Sized {
    /// Sets the status; one that forbids a body (1xx, 204, 205, 304) drops it.
    #[must_use]
    fn with_status(self, status: StatusCode) -> Self;

    /// Sets a header, in place of all that have its name.
    #[must_use]
    fn with_header(self, name: HeaderName, value: HeaderValue) -> Self;

    /// Says in `Vary` that the response depends on this header of the request, once.
    ///
    /// What `Vary` says already stays.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{IntoResponse, ResponseExt, http::header};
    ///
    /// let mut response = ([("vary", "Accept-Encoding")], "text").into_response();
    /// response.vary_by(header::COOKIE);
    /// response.vary_by(header::ACCEPT_ENCODING);
    /// assert_eq!(response.headers()["vary"], "Accept-Encoding, cookie");
    /// ```
    fn vary_by(&mut self, name: HeaderName);

    /// Adds a `Set-Cookie`, beside those that are there.
    ///
    /// A value with characters that cookies cannot hold is percent-encoded;
    /// [`RequestExt::cookie`](crate::RequestExt::cookie) decodes it.
    ///
    /// # Errors
    ///
    /// [`UnfitResponse`] when browsers would drop the cookie or HTTP cannot carry it: a name or an attribute
    /// with forbidden characters, more than 4096 bytes, a `__Host-` or `__Secure-` name without the
    /// attributes that it promises, `SameSite=None` without `Secure`.
    fn set_cookie(&mut self, cookie: Cookie<'_>) -> Result<(), UnfitResponse>;

    /// Attaches the error that this response stands for; clients never see it.
    #[must_use]
    fn with_error(self, error: impl Into<BoxError>) -> Self;

    /// Gives the error that this response stands for.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{Error, IntoResponse, ResponseExt};
    ///
    /// let error: Error = "x".parse::<u8>().unwrap_err().into();
    /// let response = error.into_response();
    /// let error = response.error().unwrap();
    /// assert!(error.is::<std::num::ParseIntError>());
    /// ```
    fn error(&self) -> Option<&(dyn StdError + 'static)>;

    /// Gives the name of the stage or the handler that raised the error of a 5xx.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// #[middleware(after)]
    /// fn count(res: &mut Response) {
    ///     if let Some(stage) = res.raised_in() {
    ///         println!("one more error of {stage}");
    ///     }
    /// }
    /// ```
    fn raised_in(&self) -> Option<&'static str>;

    /// Finds the first `E` among the error that this response stands for and its causes.
    fn find_error<E: StdError + 'static>(&self) -> Option<&E>;
}

impl ResponseExt for Response {
    fn with_status(mut self, status: StatusCode) -> Self {
        *self.status_mut() = status;
        if forbids_body(status) {
            *self.body_mut() = Body::empty();
            // A 304 describes the body that the client has; only its bytes must not come.
            if status != StatusCode::NOT_MODIFIED {
                for name in [CONTENT_TYPE, CONTENT_LENGTH, TRANSFER_ENCODING] {
                    self.headers_mut().remove(name);
                }
            }
        }
        self
    }

    fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers_mut().insert(name, value);
        self
    }

    fn vary_by(&mut self, name: HeaderName) {
        vary::by(self.headers_mut(), name.into());
    }

    fn set_cookie(&mut self, cookie: Cookie<'_>) -> Result<(), UnfitResponse> {
        let value = set_cookie::header(&cookie)?;
        self.headers_mut().append(SET_COOKIE, value);
        Ok(())
    }

    fn with_error(mut self, error: impl Into<BoxError>) -> Self {
        self.extensions_mut().insert(Raised::new(error.into()));
        self
    }

    fn error(&self) -> Option<&(dyn StdError + 'static)> {
        self.extensions().get().map(Raised::error)
    }

    fn raised_in(&self) -> Option<&'static str> {
        self.extensions().get().map(|RaisedIn(stage)| *stage)
    }

    fn find_error<E: StdError + 'static>(&self) -> Option<&E> {
        crate::error::chain(self.error()?).find_map(|error| error.downcast_ref())
    }
}

/// Tells whether a response of this status has no body (RFC 9110, sections 6.4.1 and 15.3.6).
fn forbids_body(status: StatusCode) -> bool {
    status.is_informational()
        || matches!(
            status,
            StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED
        )
}
