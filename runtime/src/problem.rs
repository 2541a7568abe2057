//! Problem: an error as clients read it.

use std::{borrow::Cow, fmt};

use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Body, BoxError, IntoResponse, Response, ResponseExt};

/// An error as clients read it: `application/problem+json`, RFC 9457.
///
/// Only what is said here reaches the client; the [cause](Self::caused_by) stays on the server. The answer
/// carries `X-Content-Type-Options: nosniff`.
///
/// # Examples
///
/// ```
/// use onionskin::{IntoResponse, Problem, http::StatusCode};
///
/// let response = Problem::new(StatusCode::CONFLICT)
///     .detail("the cart was changed in another window")
///     .member("version", 7)
///     .into_response();
/// assert_eq!(response.status(), StatusCode::CONFLICT);
/// assert_eq!(response.headers()["content-type"], "application/problem+json");
/// ```
#[derive(Debug)]
pub struct Problem(Box<Members>);

// Boxed, so that a `Result<T, Problem>` is no larger than its `T` needs; problems are rare.
#[derive(Debug)]
struct Members {
    status: StatusCode,
    kind: Option<Cow<'static, str>>,
    title: Option<Cow<'static, str>>,
    detail: Option<Cow<'static, str>>,
    instance: Option<Cow<'static, str>>,
    others: Map<String, Value>,
    source: Option<BoxError>,
}

impl Problem {
    /// Makes a problem of a status; its title is the status's own phrase.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        Self(Box::new(Members {
            status,
            kind: None,
            title: None,
            detail: None,
            instance: None,
            others: Map::new(),
            source: None,
        }))
    }

    /// Gives the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Names the type of problem by a URI; without it clients read `about:blank`.
    #[must_use]
    pub fn kind(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.0.kind = Some(uri.into());
        self
    }

    /// Says in a few words what type of problem it is.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.0.title = Some(title.into());
        self
    }

    /// Says what went wrong this time, in words meant for the client.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Names this occurrence by a URI.
    #[must_use]
    pub fn instance(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.0.instance = Some(uri.into());
        self
    }

    /// Adds a member of your own; the five of RFC 9457 keep their meaning.
    #[must_use]
    pub fn member(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let name = name.into();
        if !DEFINED.contains(&&*name) {
            self.0.others.insert(name, value.into());
        }
        self
    }

    /// Attaches the error behind the problem, for the server's eyes only.
    ///
    /// The response hands it back through [`ResponseExt::error`].
    #[must_use]
    pub fn caused_by(mut self, error: impl Into<BoxError>) -> Self {
        self.0.source = Some(error.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0.status)?;
        match &self.0.detail {
            Some(detail) => write!(formatter, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let members = *self.0;
        let ready = if members.are_as_the_status_says() {
            ready_made(members.status)
        } else {
            None
        };
        let body = ready.map_or_else(|| members.document().into(), Body::from);
        let response = answer(members.status, body);
        match members.source {
            Some(source) => response.with_error(source),
            None => response,
        }
    }
}

impl Members {
    fn are_as_the_status_says(&self) -> bool {
        let own = [&self.kind, &self.title, &self.detail, &self.instance];
        self.others.is_empty() && own.into_iter().all(Option::is_none)
    }

    fn document(&self) -> Vec<u8> {
        let document = Document {
            detail: self.detail.as_deref(),
            instance: self.instance.as_deref(),
            status: self.status.as_u16(),
            title: self
                .title
                .as_deref()
                .or_else(|| self.status.canonical_reason()),
            kind: self.kind.as_deref().unwrap_or("about:blank"),
            others: &self.others,
        };
        serde_json::to_vec(&document)
            .expect("every name is a text, and JSON has room for every value")
    }
}

/// A problem as it is written.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<&'a str>,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(flatten)]
    others: &'a Map<String, Value>,
}

/// The members that RFC 9457 defines.
const DEFINED: [&str; 5] = ["detail", "instance", "status", "title", "type"];

/// Answers with a status and no further words.
pub(crate) fn bare(status: StatusCode) -> Response {
    match ready_made(status) {
        Some(text) => answer(status, text.into()),
        None => Problem::new(status).into_response(),
    }
}

/// The documents that bots and strangers ask for all day, written once.
fn ready_made(status: StatusCode) -> Option<&'static str> {
    Some(match status {
        StatusCode::NOT_FOUND => r#"{"status":404,"title":"Not Found","type":"about:blank"}"#,
        StatusCode::METHOD_NOT_ALLOWED => {
            r#"{"status":405,"title":"Method Not Allowed","type":"about:blank"}"#
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            r#"{"status":413,"title":"Payload Too Large","type":"about:blank"}"#
        }
        StatusCode::INTERNAL_SERVER_ERROR => {
            r#"{"status":500,"title":"Internal Server Error","type":"about:blank"}"#
        }
        _ => return None,
    })
}

fn answer(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response.with_status(status)
}
