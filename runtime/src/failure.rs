//! Failure: an error on the way from the function that failed to the handler that takes them.

use std::any::Any;

use crate::{
    IntoResponse, Request, Response,
    context::{Needs, Scope},
};

/// An error that a stage or a handler returned, before it is a response.
///
/// The error itself is kept, so that an error handler above can take it by its type; without one,
/// it becomes the response that its [`IntoResponse`] makes.
#[derive(Debug)]
pub struct Failure(Box<dyn AnyFailure>);

impl Failure {
    /// Keeps the error.
    #[cold]
    pub fn new<E: IntoResponse + Send + Sync + 'static>(error: E) -> Self {
        Self(Box::new(Kept(error)))
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
            if let Some(caught) = C::catch(C::shorten(cx), self.0.as_any(), request) {
                return caught.await;
            }
            // What `?` has put into our opaque error is still an error of its own type.
            if let Some(opaque) = self.0.as_any().downcast_ref::<crate::Error>()
                && let Some(inner) = opaque.as_any()
                && let Some(caught) = C::catch(C::shorten(cx), inner, request)
            {
                return caught.await;
            }
            self.0.into_response()
        })
    }
}

/// An error kept as itself.
trait AnyFailure: Send + Sync + std::fmt::Debug {
    fn as_any(&self) -> &(dyn Any + Send + Sync);
    fn into_response(self: Box<Self>) -> Response;
}

struct Kept<E>(E);

impl<E> std::fmt::Debug for Kept<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(std::any::type_name::<E>())
    }
}

impl<E: IntoResponse + Send + Sync + 'static> AnyFailure for Kept<E> {
    fn as_any(&self) -> &(dyn Any + Send + Sync) {
        &self.0
    }

    fn into_response(self: Box<Self>) -> Response {
        self.0.into_response()
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
