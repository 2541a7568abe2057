//! Path: the parts of the path that the route names, as data.

mod deserializer;
mod fault;
mod value;

use std::fmt;

use http::StatusCode;
use serde::de::DeserializeOwned;

use super::FromRequest;
use crate::{BoxError, IntoResponse, PathParam, Problem, Request, RequestExt, Response};
use deserializer::Params;
use fault::Fault;

/// Takes the parts of the path that the route names, percent-decoded.
///
/// With one part `Path<u32>` takes it; with several, a tuple takes them in the order of the path, and a
/// struct or a map by name. A route that lacks what is asked for is reported when the stack is built.
///
/// # Examples
///
/// ```
/// use onionskin::{FromRequest, Path};
///
/// #[derive(serde::Deserialize)]
/// struct Item { shop: String, item: u32 }
///
/// // What a stack asks when it is built with a route `/{shop}/{id}`:
/// let answer = Path::<Item>::check_route(&["shop", "id"]);
/// assert_eq!(answer.unwrap_err(), "`Path` asks for `item`, but the route has `shop`, `id`");
/// ```
///
/// # Errors
///
/// [`PathRejection`]: 400 for a part that does not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Rejection = PathRejection;

    async fn from_request(req: &mut Request) -> Result<Self, PathRejection> {
        match T::deserialize(Params::new(req.path_params().iter())) {
            Ok(value) => Ok(Self(value)),
            Err(Fault::NotUtf8(name)) => Err(PathRejection::NotUtf8 { name }),
            Err(Fault::Value(name, words)) => Err(PathRejection::Value {
                name,
                source: words.into(),
            }),
            Err(Fault::Words(words)) => Err(PathRejection::Value {
                name: String::new(),
                source: words.into(),
            }),
            Err(Fault::Shape(words)) => Err(PathRejection::Shape(words)),
        }
    }

    /// Takes a `T` out of a made-up path of this route, whose parts are all `1`.
    ///
    /// A part that does not fit says nothing then, but a part that is missing does.
    fn check_route(params: &[&str]) -> Result<(), String> {
        let sample = params.iter().map(|&name| PathParam::new(name, "1"));
        match T::deserialize(Params::new(sample)) {
            Err(Fault::Shape(words)) => Err(format!(
                "`Path` asks for {words}, but the route has {}",
                list(params)
            )),
            _ => Ok(()),
        }
    }
}

/// Says why the path was refused.
#[derive(Debug)]
#[non_exhaustive]
pub enum PathRejection {
    /// A part is not UTF-8 after percent-decoding: 400.
    NotUtf8 {
        /// The name that the route gives the part.
        name: String,
    },
    /// A part is not the data asked for: 400.
    Value {
        /// The name that the route gives the part; empty for the whole.
        name: String,
        /// What the parser says; may hold what the client sent.
        source: BoxError,
    },
    /// The route has no such parts: 500, and logged, because the program is wrong.
    Shape(String),
}

impl fmt::Display for PathRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { name } => write!(formatter, "`{name}` in the path is not UTF-8"),
            Self::Value { name, .. } if name.is_empty() => {
                formatter.write_str("the path does not fit")
            }
            Self::Value { name, .. } => write!(formatter, "`{name}` in the path does not fit"),
            Self::Shape(words) => write!(formatter, "the route does not have {words}"),
        }
    }
}

impl std::error::Error for PathRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Value { source, .. } => Some(&**source),
            Self::NotUtf8 { .. } | Self::Shape(_) => None,
        }
    }
}

impl IntoResponse for PathRejection {
    fn into_response(self) -> Response {
        match &self {
            Self::NotUtf8 { .. } | Self::Value { .. } => {
                Problem::new(StatusCode::BAD_REQUEST).detail(self.to_string())
            }
            Self::Shape(_) => {
                tracing::error!("a handler asks its path for what it has not: {self}");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
        .caused_by(self)
        .into_response()
    }
}

fn list(params: &[&str]) -> String {
    if params.is_empty() {
        return "no parameters".to_owned();
    }
    let quoted: Vec<_> = params.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
