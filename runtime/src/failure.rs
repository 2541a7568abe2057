//! Failure: an error on the way from the function that failed to the handler that takes them.

use std::any::Any;

use crate::{
    IntoResponse, Request, Response, ResponseExt,
    context::{Needs, Scope},
    response::{Raised, RaisedIn},
};

/// An error that a stage or a handler returned, before it is a response.
///
/// The error itself is kept, so that an error handler above can take it by its type; without one,
/// it becomes the response that its [`IntoResponse`] makes. An error handler that asks for a
/// `&Failure` takes every error.
///
/// # Examples
///
/// ```
/// use onionskin::{Failure, prelude::*};
///
/// /// Takes what no handler further in has taken.
/// #[error_handler]
/// fn any(err: &Failure) -> Problem {
///     match err.find::<std::num::ParseIntError>() {
///         Some(error) => Problem::new(StatusCode::BAD_REQUEST).detail(error.to_string()),
///         None => Problem::new(StatusCode::INTERNAL_SERVER_ERROR),
///     }
/// }
///
/// #[handler]
/// fn double(number: String) -> Result<String, onionskin::Error> {
///     Ok((number.parse::<u32>()? * 2).to_string())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let client = onionskin::TestClient::new(middleware_stack! { any, => double });
/// client.post("/").body("many").await.assert_status(400);
/// # }
/// ```
#[derive(Debug)]
pub struct Failure(Box<dyn AnyFailure>);

impl Failure {
    /// Keeps the error.
    #[cold]
    pub fn new<E: IntoResponse + Send + Sync + 'static>(error: E) -> Self {
        Self(Box::new(Kept { error, stage: None }))
    }

    /// Says which stage raised the error, unless that is known.
    #[doc(hidden)]
    #[cold]
    #[must_use]
    pub fn raised_in(mut self, stage: &'static str) -> Self {
        self.0.raised_in(stage);
        self
    }

    /// Gives the name of the stage or the handler that raised the error.
    #[must_use]
    pub fn stage(&self) -> Option<&'static str> {
        self.0.stage()
    }

    /// Gives the error when it is an `E`, also where `?` has put it into [`Error`](crate::Error).
    #[must_use]
    pub fn find<E: 'static>(&self) -> Option<&E> {
        let kept = self.0.as_any();
        let opaque = || kept.downcast_ref::<crate::Error>()?.as_any();
        (self as &dyn Any)
            .downcast_ref()
            .or_else(|| kept.downcast_ref())
            .or_else(|| opaque()?.downcast_ref())
    }

    /// The failure that was noted when there was nothing to answer with.
    #[cold]
    #[must_use]
    pub fn noted(failure: Option<Self>) -> Self {
        failure.unwrap_or_else(|| Self::new(http::StatusCode::INTERNAL_SERVER_ERROR))
    }

    /// Makes the response of the error itself, whatever handlers there are.
    #[must_use]
    pub fn into_response(self) -> Response {
        self.0.into_response()
    }

    /// Gives the error to the nearest handler above that takes its type, or makes its response.
    ///
    /// Boxed, so that the way that is hardly ever taken adds one pointer to a frame.
    #[cold]
    pub fn settle<'a, C: Scope>(
        self,
        cx: C::Refs<'a>,
        request: &'a Request,
    ) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send + 'a>> {
        Box::pin(async move {
            let page = match C::catch(C::shorten(cx), &self, request) {
                Some(caught) => Some(caught.await),
                None => None,
            };
            let mut response = self.behind(page);
            if let Some(Worded(by)) = response.extensions_mut().remove() {
                by(request, &mut response);
            }
            response
        })
    }

    /// The page of an error handler, or the error's own; one of 5xx keeps what it stands for, so
    /// that it is logged and can be shown.
    fn behind(self, page: Option<Response>) -> Response {
        let stage = self.stage();
        let mut response = match page {
            Some(page) if !page.status().is_server_error() => return page,
            Some(mut page) => {
                if page.error().is_none()
                    && let Some(raised) = self.into_response().extensions_mut().remove::<Raised>()
                {
                    page.extensions_mut().insert(raised);
                }
                page
            }
            None => self.into_response(),
        };
        if response.status().is_server_error()
            && let Some(stage) = stage
        {
            response.extensions_mut().insert(RaisedIn(stage));
        }
        response
    }
}

/// Set on the response of an error that is worded anew for the request that it answers.
#[derive(Clone, Copy)]
pub(crate) struct Worded(pub(crate) fn(&Request, &mut Response));

/// An error kept as itself.
trait AnyFailure: Send + Sync + std::fmt::Debug {
    fn as_any(&self) -> &(dyn Any + Send + Sync);
    fn stage(&self) -> Option<&'static str>;
    fn raised_in(&mut self, stage: &'static str);
    fn into_response(self: Box<Self>) -> Response;
}

struct Kept<E> {
    error: E,
    stage: Option<&'static str>,
}

impl<E> std::fmt::Debug for Kept<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(std::any::type_name::<E>())
    }
}

impl<E: IntoResponse + Send + Sync + 'static> AnyFailure for Kept<E> {
    fn as_any(&self) -> &(dyn Any + Send + Sync) {
        &self.error
    }

    fn stage(&self) -> Option<&'static str> {
        self.stage
    }

    fn raised_in(&mut self, stage: &'static str) {
        self.stage.get_or_insert(stage);
    }

    fn into_response(self: Box<Self>) -> Response {
        self.error.into_response()
    }
}

/// A stage that `#[error_handler]` made: turns errors of one type into responses.
pub trait Catcher: Send + Sync + 'static {
    /// The type of error that it takes.
    type Error: 'static;
    /// What it borrows from the stack above it.
    type Needs: Needs;

    /// Makes the response.
    fn catch<'a>(
        &'a self,
        error: &'a Self::Error,
        request: &'a Request,
        needs: <Self::Needs as Needs>::Refs<'a>,
    ) -> impl Future<Output = Response> + Send;
}
