//! `FromRequest`: what a handler takes out of a request by value.

mod body;
mod field;
mod form;
mod json;
mod json_text;
#[cfg(feature = "multipart")]
mod multipart;
mod parts;
mod path;
mod query;
mod urlencoded;

use std::convert::Infallible;

use crate::{IntoResponse, Request};
pub use body::TextRejection;
pub use form::{Form, FormRejection};
pub use json::{Json, JsonRejection};
#[cfg(feature = "multipart")]
pub use multipart::{FormPart, Multipart, MultipartError};
pub use path::{Path, PathRejection};
pub use query::{Query, QueryRejection};

/// Is taken out of a request by value: a parameter `T` of a handler.
///
/// | type | what it takes | refused with |
/// |---|---|---|
/// | [`Path<T>`](Path) | the parts of the path that the route names | 400 |
/// | [`Query<T>`](Query) | the query string | 400 |
/// | [`Json<T>`](Json) | a JSON body | 400, 413, 415, 422 |
/// | [`Form<T>`](Form) | a form: body, or query of a GET | 400, 413, 415, 422 |
/// | `Multipart` (feature `multipart`) | the parts of a form with files, as they come | 400, 413, 415 |
/// | `Bytes`, `String` | the whole body | 400, 413 |
/// | [`Body`](crate::Body) | the body as a stream, without a limit | |
/// | `HeaderMap`, `Method`, `Uri`, `Version` | a copy of that part | |
/// | `Option<T>`, `Result<T, T::Rejection>` | `T`, or that it was refused | |
///
/// Bodies are read up to [`RequestExt::body_limit`](crate::RequestExt::body_limit), 2 MiB unless set.
/// Refusals are `application/problem+json` and keep their cause.
///
/// # Examples
///
/// ```
/// use onionskin::{Body, FromRequest, Request, RequestExt};
///
/// struct Language(String);
///
/// impl FromRequest for Language {
///     type Rejection = std::convert::Infallible;
///
///     async fn from_request(req: &mut Request) -> Result<Self, Self::Rejection> {
///         Ok(Self(req.header("accept-language").unwrap_or("en").to_owned()))
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let mut req = Request::new(Body::empty());
/// let Ok(language) = Language::from_request(&mut req).await;
/// assert_eq!(language.0, "en");
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be extracted from a request",
    label = "not an extractor",
    note = "borrow it from the stack: `&{Self}`"
)]
pub trait FromRequest: Sized {
    /// What is answered when the request does not hold it.
    type Rejection: IntoResponse + Send + Sync + 'static;

    /// Takes the value out of the request.
    ///
    /// # Errors
    ///
    /// The rejection, when the request does not hold such a value.
    fn from_request(
        req: &mut Request,
    ) -> impl Future<Output = Result<Self, Self::Rejection>> + Send;

    /// Checks, when a stack is built, that a route has what this extractor asks of it.
    ///
    /// `params` are the names of the parts of the path, outermost first.
    ///
    /// # Errors
    ///
    /// A sentence about what does not fit.
    fn check_route(params: &[&str]) -> Result<(), String> {
        let _ = params;
        Ok(())
    }
}

/// `None` when the request was refused, for whatever reason.
///
/// Take `Result<T, T::Rejection>` where the reason matters.
impl<T: FromRequest> FromRequest for Option<T> {
    type Rejection = Infallible;

    async fn from_request(req: &mut Request) -> Result<Self, Infallible> {
        Ok(T::from_request(req).await.ok())
    }
}

/// The refusal goes to the handler instead of the client.
impl<T: FromRequest> FromRequest for Result<T, T::Rejection> {
    type Rejection = Infallible;

    async fn from_request(req: &mut Request) -> Result<Self, Infallible> {
        Ok(T::from_request(req).await)
    }

    fn check_route(params: &[&str]) -> Result<(), String> {
        T::check_route(params)
    }
}
