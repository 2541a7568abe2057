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
/// struct or a map by name. A route that lacks what is asked for is reported when the stack is built,
/// and where the number of the parts is wrong, by the compiler.
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
            Err(Fault::Shape(words)) => {
                // Here and not in the answer: an `Option` of an extractor would swallow it.
                tracing::error!(
                    "a handler asks for {words}, which the route of {} does not have",
                    req.uri().path()
                );
                Err(PathRejection::Shape(words))
            }
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
            Self::Shape(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR),
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

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, fmt::Debug, sync::Arc};

    use serde::{Deserialize, de::DeserializeOwned};

    use super::{Path, PathRejection};
    use crate::{Body, FromRequest, Request, request::Facts};

    /// Takes a `T` out of a path, all of whose segments are parts with these names.
    async fn take<T: DeserializeOwned>(path: &str, names: &[&str]) -> Result<T, PathRejection> {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = path.parse().expect("a path");
        let names: Arc<[Box<str>]> = names.iter().map(|&name| name.into()).collect();
        let mut start = 0;
        let spans: Vec<_> = path
            .split('/')
            .map(|segment| {
                let span = start..start + segment.len();
                start = span.end + 1;
                span
            })
            .skip(1)
            .collect();
        Facts::set_path_params(request.extensions_mut(), &names, spans);
        Path::from_request(&mut request)
            .await
            .map(|Path(value)| value)
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Tea,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Id(u64);

    #[derive(Debug, Deserialize, PartialEq)]
    struct Item {
        shop: String,
        id: Id,
        page: Option<u8>,
    }

    fn is<T: PartialEq + Debug>(taken: Result<T, PathRejection>, expected: T) {
        assert_eq!(taken.ok(), Some(expected));
    }

    #[tokio::test]
    async fn a_path_is_taken_in_every_shape() {
        is(take("/7", &["id"]).await, 7_u32);
        is(take("/7", &["id"]).await, Id(7));
        is(take("/gr%C3%BCn%2F", &["id"]).await, "grün/".to_owned());
        is(take("/x", &["id"]).await, 'x');
        is(take("/true", &["id"]).await, true);
        is(take("/-1.5", &["id"]).await, -1.5_f64);
        is(take("/tea", &["kind"]).await, Kind::Tea);
        is(take("/7", &["id"]).await, Some(7_u8));
        is(take("/7", &["id"]).await, ());
        is(take("/a/7", &["shop", "id"]).await, ("a".to_owned(), 7_u8));
        is(
            take("/a/b/c", &["x", "y", "z"]).await,
            ["a", "b", "c"].map(str::to_owned),
        );
        is(
            take("/a/b", &["x", "y"]).await,
            vec!["a".to_owned(), "b".to_owned()],
        );
        let item = Item {
            shop: "a".to_owned(),
            id: Id(7),
            page: None,
        };
        is(take("/7/a", &["id", "shop"]).await, item);
        let map = HashMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
        is(take("/1/2", &["a", "b"]).await, map);
    }

    #[tokio::test]
    async fn a_part_that_does_not_fit_is_named() {
        for path in ["/x", "/-1", "/", "/4294967296", "/1%20"] {
            match take::<u32>(path, &["id"]).await {
                Err(PathRejection::Value { name, .. }) => assert_eq!(name, "id", "{path}"),
                other => panic!("{path}: {other:?}"),
            }
        }
        let named = take::<Item>("/a/x", &["shop", "id"]).await;
        assert!(matches!(named, Err(PathRejection::Value { name, .. }) if name == "id"));
        let named = take::<(u8, u8)>("/1/x", &["a", "b"]).await;
        assert!(matches!(named, Err(PathRejection::Value { name, .. }) if name == "b"));
        let named = take::<Kind>("/coffee", &["kind"]).await;
        assert!(matches!(named, Err(PathRejection::Value { name, .. }) if name == "kind"));
    }

    #[tokio::test]
    async fn a_part_that_is_not_utf8_is_named() {
        for path in ["/%FF", "/%C3", "/a%ED%A0%80"] {
            let taken = take::<String>(path, &["word"]).await;
            assert!(matches!(taken, Err(PathRejection::NotUtf8 { name }) if name == "word"));
        }
    }

    #[tokio::test]
    async fn what_the_route_does_not_have_is_not_the_clients_fault() {
        for fault in [
            take::<u32>("/1/2", &["a", "b"]).await.map(drop),
            take::<(u8, u8)>("/1", &["a"]).await.map(drop),
            take::<Item>("/1", &["id"]).await.map(drop),
            take::<Vec<Vec<u8>>>("/1", &["id"]).await.map(drop),
        ] {
            assert!(matches!(fault, Err(PathRejection::Shape(_))), "{fault:?}");
        }
    }
}
