//! Query: the query string of a request.

use std::fmt;

use http::StatusCode;
use serde::de::DeserializeOwned;

use super::{
    FromRequest,
    urlencoded::{self, MAX_FIELDS, Misfit},
};
use crate::{BoxError, IntoResponse, Problem, Request, Response};

/// Takes the query string out of a request.
///
/// A request without one gives the `T` whose fields are all absent. At most 1000 fields are read.
///
/// # Examples
///
/// ```
/// use onionskin::{Body, FromRequest, Query, http};
///
/// #[derive(serde::Deserialize)]
/// struct Page { page: u32 }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let mut req = http::Request::get("/items?page=3").body(Body::empty()).unwrap();
/// let Query(Page { page }) = Query::from_request(&mut req).await.unwrap();
/// assert_eq!(page, 3);
/// # }
/// ```
///
/// # Errors
///
/// [`QueryRejection`], always a 400.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Rejection = QueryRejection;

    async fn from_request(req: &mut Request) -> Result<Self, QueryRejection> {
        let query = req.uri().query().unwrap_or_default();
        urlencoded::parse(query.as_bytes())
            .map(Self)
            .map_err(|misfit| match misfit {
                Misfit::NotUtf8(error) => QueryRejection::NotUtf8(error),
                Misfit::TooManyFields => QueryRejection::TooManyFields,
                Misfit::Data { field, source } => QueryRejection::Data {
                    detail: field.detail(),
                    field: field.path,
                    source,
                },
            })
    }
}

/// Says why a query was refused; always a 400.
#[derive(Debug)]
#[non_exhaustive]
pub enum QueryRejection {
    /// The query is not UTF-8 after percent-decoding.
    NotUtf8(std::str::Utf8Error),
    /// There are more than 1000 fields.
    TooManyFields,
    /// The fields are not the data asked for.
    Data {
        /// The field that does not fit; empty for the whole.
        field: String,
        /// What the client is told.
        detail: String,
        /// What the parser says; may hold what the client sent.
        source: BoxError,
    },
}

impl fmt::Display for QueryRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8(_) => formatter.write_str("the query is not UTF-8"),
            Self::TooManyFields => {
                write!(formatter, "the query has more than {MAX_FIELDS} fields")
            }
            Self::Data { detail, .. } => formatter.write_str(detail),
        }
    }
}

impl std::error::Error for QueryRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotUtf8(error) => Some(error),
            Self::TooManyFields => None,
            Self::Data { source, .. } => Some(&**source),
        }
    }
}

impl IntoResponse for QueryRejection {
    fn into_response(self) -> Response {
        let problem = Problem::new(StatusCode::BAD_REQUEST).detail(self.to_string());
        match &self {
            Self::Data { field, .. } => problem.member("field", field.as_str()),
            Self::NotUtf8(_) | Self::TooManyFields => problem,
        }
        .caused_by(self)
        .into_response()
    }
}
