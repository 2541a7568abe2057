//! `CsrfRejection`: why a request was taken for one that another site has sent.

use std::{error::Error, fmt, time::Duration};

use http::{HeaderValue, StatusCode, header::CACHE_CONTROL};

use crate::{
    BodyError, IntoResponse, Problem, Request, Response, ResponseExt, SessionError,
    failure::Worded, stages::server_error::write_as_liked,
};

/// Says why a [`Csrf`](crate::Csrf) or a [`CsrfTokens`](crate::CsrfTokens) let a request not through.
///
/// As a response it is one 403 for all that looks forged, with the code `csrf_failed`: nobody learns which
/// check has failed. A form that cannot be read has a status of its own. It is a
/// [`Problem`](crate::Problem), or for a client whose `Accept` likes that better a page of HTML or text.
#[derive(Debug)]
#[non_exhaustive]
pub enum CsrfRejection {
    /// `Sec-Fetch-Site` names another site.
    CrossSite,
    /// `Origin`, or `Referer`, names another origin.
    ForeignOrigin,
    /// `Origin` is `null`: the page that sent it may not, or does not want to, say where it comes from.
    HiddenOrigin,
    /// What tells where the request comes from is there twice, or cannot be read.
    Unreadable,
    /// Nothing tells where the request comes from, but it carries credentials.
    Unmarked,
    /// There is no token.
    NoToken,
    /// The token is not one of this visitor's.
    WrongToken,
    /// The form that should hold the token could not be read: 413 over the limit, 400 broken.
    Body(BodyError),
    /// The form did not come in time: 408.
    Slow {
        /// How long it may take.
        limit: Duration,
    },
    /// The form is not what its `Content-Type` says: 400.
    MalformedForm,
    /// The form has more than 1000 fields: 400.
    TooManyFields,
    /// The session that the token belongs to could not be read; its own answer.
    Session(SessionError),
}

impl fmt::Display for CsrfRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CrossSite => formatter.write_str("another site has sent the request"),
            Self::ForeignOrigin => formatter.write_str("another origin has sent the request"),
            Self::HiddenOrigin => formatter.write_str(
                "the request hides its origin, as frames in a sandbox do, and, in browsers without \
                 `Sec-Fetch-Site`, forms of pages with `Referrer-Policy: no-referrer`",
            ),
            Self::Unreadable => {
                formatter.write_str("the request does not say clearly who has sent it")
            }
            Self::Unmarked => formatter
                .write_str("the request has credentials, but does not say where it comes from"),
            Self::NoToken => formatter.write_str("the request has no token"),
            Self::WrongToken => formatter.write_str("the token is not one of this visitor's"),
            Self::Body(error) => error.fmt(formatter),
            Self::Slow { limit } => write!(formatter, "the form did not come within {limit:?}"),
            Self::MalformedForm => formatter.write_str("the form cannot be read"),
            Self::TooManyFields => formatter.write_str("the form has more than 1000 fields"),
            Self::Session(error) => error.fmt(formatter),
        }
    }
}

impl Error for CsrfRejection {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Session(error) => Some(error),
            _ => None,
        }
    }
}

impl From<SessionError> for CsrfRejection {
    fn from(error: SessionError) -> Self {
        Self::Session(error)
    }
}

impl IntoResponse for CsrfRejection {
    #[cold]
    fn into_response(self) -> Response {
        let problem = match self {
            Self::Body(error) => return error.into_response(),
            Self::Session(error) => return error.into_response(),
            Self::Slow { .. } => {
                Problem::new(StatusCode::REQUEST_TIMEOUT).detail("the form took too long")
            }
            Self::MalformedForm | Self::TooManyFields => {
                Problem::new(StatusCode::BAD_REQUEST).detail(self.to_string())
            }
            _ => Problem::new(StatusCode::FORBIDDEN)
                .detail("another site may have sent the request; load the page again and retry")
                .member("code", "csrf_failed"),
        };
        let mut response = problem
            .caused_by(self)
            .into_response()
            .with_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // Whoever has sent a form reads the answer in a browser.
        response.extensions_mut().insert(Worded(write_as_liked));
        response
    }
}

/// Tells the log, and nobody else, why a request was refused.
#[cold]
pub(in crate::stages) fn refused(request: &Request, rejection: &CsrfRejection) {
    tracing::warn!(
        "{} {} was refused: {rejection}",
        request.method(),
        request.uri().path()
    );
}
