//! A whole stack as a service of tower.

use std::{
    convert::Infallible,
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Buf;

use crate::{Application, Body, BoxError, Response};

/// Makes a `tower::Service` of a whole stack.
///
/// Clones share the stack. Each call boxes its future once, as tower's services have to name theirs.
pub fn service<A: Application>(app: A) -> AppService<A> {
    AppService(Arc::new(app))
}

/// A whole stack as a `tower::Service`; see [`service`].
pub struct AppService<A>(Arc<A>);

impl<A> Clone for AppService<A> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<A> fmt::Debug for AppService<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppService")
    }
}

impl<A, B> tower_service::Service<http::Request<B>> for AppService<A>
where
    A: Application,
    B: http_body::Body<Data: Buf, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let app = Arc::clone(&self.0);
        let mut request = request.map(Body::new);
        Box::pin(async move { Ok(app.respond(&mut request).await) })
    }
}
