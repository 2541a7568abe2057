//! Form: the fields of an HTML form, in and out.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    FromRequest,
    urlencoded::{self, MAX_FIELDS, Misfit},
};
use crate::{
    BodyError, BoxError, IntoResponse, Problem, Request, RequestExt, Response, ResponseExt,
    UnfitResponse, response::typed,
};

/// Takes the fields of a form out of a request, or answers with them.
///
/// The fields come from the query of a GET or HEAD, and from a body that says
/// `Content-Type: application/x-www-form-urlencoded` otherwise. At most 1000 fields are read.
///
/// # Examples
///
/// ```
/// use onionskin::{Body, Form, FromRequest, http};
///
/// #[derive(serde::Deserialize)]
/// struct Name { name: String }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let mut req = http::Request::post("/name")
///     .header("content-type", "application/x-www-form-urlencoded")
///     .body(Body::from("name=J%C3%B6rg+M"))
///     .unwrap();
/// let Form(Name { name }) = Form::from_request(&mut req).await.unwrap();
/// assert_eq!(name, "Jörg M");
/// # }
/// ```
///
/// # Errors
///
/// [`FormRejection`] says which status each mistake gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Form<T> {
    type Rejection = FormRejection;

    async fn from_request(req: &mut Request) -> Result<Self, FormRejection> {
        if matches!(*req.method(), Method::GET | Method::HEAD) {
            return parse(req.uri().query().unwrap_or_default().as_bytes()).map(Self);
        }
        if !req.content_type().is_some_and(is_form) {
            return Err(FormRejection::ContentType);
        }
        let bytes = Bytes::from_request(req)
            .await
            .map_err(FormRejection::Body)?;
        parse(&bytes).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Form<T> {
    /// Answers 500 when the value is not a flat list of fields.
    fn into_response(self) -> Response {
        match serde_urlencoded::to_string(&self.0) {
            Ok(text) => typed(HeaderValue::from_static(FORM), text.into()),
            Err(error) => UnfitResponse::new("a value without the form of fields")
                .caused_by(error)
                .into_response(),
        }
    }
}

/// Says why a form was refused.
#[derive(Debug)]
#[non_exhaustive]
pub enum FormRejection {
    /// The request does not say that its body is a form: 415.
    ContentType,
    /// The body could not be read: 413 over the limit, 400 broken.
    Body(BodyError),
    /// The fields are not UTF-8 after percent-decoding: 400.
    NotUtf8(std::str::Utf8Error),
    /// There are more than 1000 fields: 400.
    TooManyFields,
    /// The fields are not the data asked for: 422.
    Data {
        /// The field that does not fit; empty for the whole.
        field: String,
        /// What the client is told.
        detail: String,
        /// What the parser says; may hold what the client sent.
        source: BoxError,
    },
}

impl fmt::Display for FormRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContentType => write!(formatter, "the body has to be `{FORM}`"),
            Self::Body(error) => error.fmt(formatter),
            Self::NotUtf8(_) => formatter.write_str("the form is not UTF-8"),
            Self::TooManyFields => write!(formatter, "the form has more than {MAX_FIELDS} fields"),
            Self::Data { detail, .. } => formatter.write_str(detail),
        }
    }
}

impl std::error::Error for FormRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::ContentType | Self::TooManyFields => None,
            Self::Body(error) => Some(error),
            Self::NotUtf8(error) => Some(error),
            Self::Data { source, .. } => Some(&**source),
        }
    }
}

impl IntoResponse for FormRejection {
    fn into_response(self) -> Response {
        let rejection = match self {
            Self::Body(error) => return error.into_response(),
            other => other,
        };
        let problem = |status| Problem::new(status).detail(rejection.to_string());
        match &rejection {
            Self::Data { field, .. } => {
                problem(StatusCode::UNPROCESSABLE_ENTITY).member("field", field.as_str())
            }
            Self::ContentType => {
                return problem(StatusCode::UNSUPPORTED_MEDIA_TYPE)
                    .caused_by(rejection)
                    .into_response()
                    .with_header(header::ACCEPT, HeaderValue::from_static(FORM));
            }
            _ => problem(StatusCode::BAD_REQUEST),
        }
        .caused_by(rejection)
        .into_response()
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn is_form(content_type: &str) -> bool {
    content_type == FORM
        || content_type
            .split(';')
            .next()
            .is_some_and(|essence| essence.trim().eq_ignore_ascii_case(FORM))
}

fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, FormRejection> {
    urlencoded::parse(text).map_err(|misfit| match misfit {
        Misfit::NotUtf8(error) => FormRejection::NotUtf8(error),
        Misfit::TooManyFields => FormRejection::TooManyFields,
        Misfit::Data { field, source } => FormRejection::Data {
            detail: field.detail(),
            field: field.path,
            source,
        },
    })
}
