//! Html: text that browsers show as a page.

use http::HeaderValue;

use super::{IntoResponse, typed};
use crate::{Body, Response};

/// Answers with `text/html; charset=utf-8`.
///
/// # Examples
///
/// ```
/// use onionskin::{Html, IntoResponse};
///
/// let response = Html("<h1>hello</h1>").into_response();
/// assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
/// ```
///
/// # Security
///
/// The text goes out as it is: escape what users wrote.
#[derive(Clone, Copy, Debug)]
pub struct Html<T>(pub T);

impl<T: Into<Body>> IntoResponse for Html<T> {
    fn into_response(self) -> Response {
        typed(
            HeaderValue::from_static("text/html; charset=utf-8"),
            self.0.into(),
        )
    }
}
