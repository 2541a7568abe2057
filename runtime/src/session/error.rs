//! Session error: why a session could not be read or written, and what the client hears of it.

use std::{error::Error, fmt};

use http::{HeaderValue, StatusCode, header};

use crate::{
    Failure, IntoResponse, Problem, Response, ResponseExt,
    session::{CodecError, InvalidSessionId, StoreError},
};

/// Why a session could not be read or written.
///
/// As a response it is a problem (RFC 9457) that tells the client nothing about the inside.
#[derive(Debug)]
#[non_exhaustive]
pub enum SessionError {
    /// There is no such session: its id is unknown, or it has expired. 401.
    NotFound,
    /// The session was ended or renewed by another request while this one worked on it. 401.
    ///
    /// Nothing was stored: a session that has ended is never brought back by a late writer.
    Gone,
    /// Other writers were faster too many times in a row. 409.
    Conflict,
    /// The store did not answer. 503 with `Retry-After`.
    Store(StoreError),
    /// The generator made something that is no session id. 500.
    InvalidId(InvalidSessionId),
    /// The generator made an id that is in use. 500.
    IdTaken,
    /// The data does not fit into the cookie that would carry it. 500.
    TooLarge,
    /// The data could not be encoded. 500.
    Encode(CodecError),
    /// An update would have made the session somebody else's, and there is no new id for it. 500.
    ///
    /// Nothing was stored. Only [`SessionSystem::update`](crate::SessionSystem::update) says so.
    IdentityChanged,
    /// A write needed a new id outside of [`Session::serve`](crate::Session::serve), where nobody
    /// makes one. 500.
    Unserved,
    /// A session that clients carry in their cookies was to be begun by hand. 500.
    ///
    /// Only [`SessionSystem::create`](crate::SessionSystem::create) says so: there is nothing to keep it in.
    Carried,
    /// The fetcher or the generator answered in place of an id.
    Answered(Answered),
}

/// What a fetcher or a generator gave in place of an id.
pub struct Answered(Failure);

const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("5");

impl SessionError {
    /// Tells the status that the client gets.
    ///
    /// A response of a fetcher's or generator's own has its own status; for it this says 500.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Gone => StatusCode::UNAUTHORIZED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::InvalidId(_)
            | Self::IdTaken
            | Self::TooLarge
            | Self::Encode(_)
            | Self::IdentityChanged
            | Self::Unserved
            | Self::Carried
            | Self::Answered(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for SessionError {
    fn into_response(self) -> Response {
        if let Self::Answered(Answered(failure)) = self {
            return failure.into_response();
        }
        let retry = matches!(self, Self::Store(_));
        let response = Problem::new(self.status()).caused_by(self).into_response();
        if retry {
            return response.with_header(header::RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFound => "there is no such session",
            Self::Gone => "the session was ended or renewed meanwhile",
            Self::Conflict => "other writers of the session were faster every time",
            Self::Store(_) => "the session store did not answer",
            Self::InvalidId(_) => "the session id generator made something that is no session id",
            Self::IdTaken => "the session id generator made an id that is in use",
            Self::TooLarge => "the session's data does not fit into its cookie",
            Self::Encode(_) => "the session's data could not be encoded",
            Self::IdentityChanged => {
                "the session's identity changed; use `update_and_regenerate` for that"
            }
            Self::Unserved => "nobody makes session ids here; write inside of `Session::serve`",
            Self::Carried => "clients carry these sessions; only the stage `Sessions` begins one",
            Self::Answered(_) => "the session id fetcher or generator answered the request",
        })
    }
}

impl Error for SessionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(cause) => cause.source(),
            Self::InvalidId(cause) => Some(cause),
            Self::Encode(cause) => Some(cause),
            _ => None,
        }
    }
}

impl From<StoreError> for SessionError {
    fn from(cause: StoreError) -> Self {
        #[cfg(feature = "client-sessions")]
        if cause.is_too_large() {
            return Self::TooLarge;
        }
        Self::Store(cause)
    }
}

impl From<InvalidSessionId> for SessionError {
    fn from(cause: InvalidSessionId) -> Self {
        Self::InvalidId(cause)
    }
}

impl From<Failure> for SessionError {
    fn from(failure: Failure) -> Self {
        Self::Answered(Answered(failure))
    }
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answered(failure)")
    }
}
