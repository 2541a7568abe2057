//! Json: data as JSON, in and out.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::error::Category;

use super::{FromRequest, field::Field, json_text::json_text};
use crate::{
    BodyError, BoxError, IntoResponse, Problem, Request, RequestExt, Response, ResponseExt,
    UnfitResponse, response::typed,
};

/// Takes a JSON body out of a request, or answers with one.
///
/// The request has to say `Content-Type: application/json`, or a type that ends in `+json`.
///
/// # Examples
///
/// ```
/// use onionskin::{Body, FromRequest, IntoResponse, Json, http};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let mut req = http::Request::post("/")
///     .header("content-type", "application/json")
///     .body(Body::from("[1, 2, 3]"))
///     .unwrap();
/// let Json(numbers) = Json::<Vec<u32>>::from_request(&mut req).await.unwrap();
/// assert_eq!(numbers, [1, 2, 3]);
/// assert_eq!(Json(numbers).into_response().headers()["content-type"], "application/json");
/// # }
/// ```
///
/// # Errors
///
/// [`JsonRejection`] says which status each mistake gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Rejection = JsonRejection;

    async fn from_request(req: &mut Request) -> Result<Self, JsonRejection> {
        if !req.content_type().is_some_and(is_json) {
            return Err(JsonRejection::ContentType);
        }
        let bytes = Bytes::from_request(req)
            .await
            .map_err(JsonRejection::Body)?;
        parse(&bytes).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    /// Answers 500 when the value has no JSON form, for instance a map with keys that are not text.
    #[inline]
    fn into_response(self) -> Response {
        match json_text(&self.0) {
            Ok(text) => typed(
                const { HeaderValue::from_static("application/json") },
                text.into(),
            ),
            Err(error) => UnfitResponse::new("a value without a JSON form")
                .caused_by(error)
                .into_response(),
        }
    }
}

/// Says why a body could not be taken as JSON.
#[derive(Debug)]
#[non_exhaustive]
pub enum JsonRejection {
    /// The request does not say that its body is JSON: 415.
    ContentType,
    /// The body could not be read: 413 over the limit, 400 broken.
    Body(BodyError),
    /// The body is not JSON: 400.
    Syntax {
        /// The line of the mistake; 1 is the first.
        line: usize,
        /// The column of the mistake; 0 is before the first character.
        column: usize,
        /// What the parser says.
        source: BoxError,
    },
    /// The body is JSON, but not the data asked for: 422.
    Data {
        /// The path of the field that does not fit; empty for the whole.
        field: String,
        /// What the client is told.
        detail: String,
        /// What the parser says; may hold what the client sent.
        source: BoxError,
    },
}

impl fmt::Display for JsonRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContentType => formatter.write_str("the body has to be `application/json`"),
            Self::Body(error) => error.fmt(formatter),
            Self::Syntax { line, column, .. } => {
                write!(
                    formatter,
                    "the body is not JSON: line {line}, column {column}"
                )
            }
            Self::Data { detail, .. } => formatter.write_str(detail),
        }
    }
}

impl std::error::Error for JsonRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::ContentType => None,
            Self::Body(error) => Some(error),
            Self::Syntax { source, .. } | Self::Data { source, .. } => Some(&**source),
        }
    }
}

impl IntoResponse for JsonRejection {
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
                    .with_header(header::ACCEPT, HeaderValue::from_static("application/json"));
            }
            _ => problem(StatusCode::BAD_REQUEST),
        }
        .caused_by(rejection)
        .into_response()
    }
}

fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonRejection> {
    serde_json::from_slice(text).or_else(|error| match error.classify() {
        Category::Data => misfit(text),
        Category::Io | Category::Syntax | Category::Eof => Err(syntax(error)),
    })
}

/// Reads it once more, noting where: to note every step would be a third of the cost of reading what fits.
#[cold]
fn misfit<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonRejection> {
    let mut json = serde_json::Deserializer::from_slice(text);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = Field::of(error.path(), error.inner());
        JsonRejection::Data {
            detail: field.detail(),
            field: field.path,
            source: error.into_inner().into(),
        }
    })
}

fn syntax(error: serde_json::Error) -> JsonRejection {
    JsonRejection::Syntax {
        line: error.line(),
        column: error.column(),
        source: error.into(),
    }
}

fn is_json(content_type: &str) -> bool {
    content_type == "application/json" || is_json_otherwise(content_type)
}

/// With parameters, in capitals, or of a type of its own.
fn is_json_otherwise(content_type: &str) -> bool {
    let essence = content_type
        .split_once(';')
        .map_or(content_type, |(essence, _)| essence)
        .trim();
    let Some((kind, subtype)) = essence.split_once('/') else {
        return false;
    };
    kind.eq_ignore_ascii_case("application")
        && (subtype.eq_ignore_ascii_case("json")
            || subtype
                .len()
                .checked_sub("+json".len())
                .and_then(|at| subtype.get(at..))
                .is_some_and(|suffix| suffix.eq_ignore_ascii_case("+json")))
}
