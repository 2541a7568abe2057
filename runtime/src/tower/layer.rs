//! A stage or a fragment as a layer of tower.

use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Buf;

use super::take;
use crate::{
    Body, BoxError, Error, IntoResponse, Request, Response, Stage,
    context::{Provided, Root, Scope},
    describe::{Description, EndInfo, HandlerInfo},
    service::Service,
};

/// Makes a `tower::Layer` of a stage or a fragment that needs nothing from above.
///
/// What it lends is for stages inside of it; a service of tower has no way to borrow.
pub fn layer<M>(stage: M) -> StageLayer<M>
where
    M: Stage<Needs = ()> + 'static,
{
    let end = EndInfo::Handler(HandlerInfo::new("tower::Service"));
    let root = Root {
        values: (),
        description: Description::new(Vec::new(), vec![stage.describe()], end),
    };
    StageLayer(Arc::new(Alone { stage, root }))
}

/// A stage without a stack around it.
struct Alone<M> {
    stage: M,
    root: Root<()>,
}

/// A stage as a `tower::Layer`; see [`layer`].
pub struct StageLayer<M>(Arc<Alone<M>>);

impl<M> Clone for StageLayer<M> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<M> fmt::Debug for StageLayer<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StageLayer")
    }
}

impl<M, S> tower_layer::Layer<S> for StageLayer<M> {
    type Service = StageService<M, S>;

    fn layer(&self, inner: S) -> StageService<M, S> {
        StageService {
            stage: Arc::clone(&self.0),
            inner,
        }
    }
}

/// A service of tower with a stage around it; see [`layer`].
pub struct StageService<M, S> {
    stage: Arc<Alone<M>>,
    inner: S,
}

impl<M, S: Clone> Clone for StageService<M, S> {
    fn clone(&self) -> Self {
        Self {
            stage: Arc::clone(&self.stage),
            inner: self.inner.clone(),
        }
    }
}

impl<M, S> fmt::Debug for StageService<M, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StageService")
    }
}

impl<M, S, B, R> tower_service::Service<http::Request<B>> for StageService<M, S>
where
    M: Stage<Needs = ()> + 'static,
    S: tower_service::Service<Request, Response = http::Response<R>, Error: Into<BoxError>>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send,
    B: http_body::Body<Data: Buf, Error: Into<BoxError>> + Send + 'static,
    R: http_body::Body<Data: Buf, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let stage = Arc::clone(&self.stage);
        // The clone has not been asked whether it is ready; the service that was is taken instead.
        let fresh = self.inner.clone();
        let inner = Inner(std::mem::replace(&mut self.inner, fresh));
        let mut request = request.map(Body::new);
        Box::pin(async move {
            Ok(stage
                .stage
                .handle::<Provided<()>, (), _>(&mut request, &stage.root, &inner)
                .await)
        })
    }
}

/// The inner service as the rest of a stack.
struct Inner<S>(S);

impl<C, S, R> Service<C> for Inner<S>
where
    C: Scope,
    S: tower_service::Service<Request, Response = http::Response<R>, Error: Into<BoxError>>
        + Clone
        + Send
        + Sync,
    S::Future: Send,
    R: http_body::Body<Data: Buf, Error: Into<BoxError>> + Send + 'static,
{
    async fn call<'a>(&'a self, request: &'a mut Request, _: C::Refs<'a>) -> Response {
        let mut inner = self.0.clone();
        let taken = take(request);
        if let Err(error) = std::future::poll_fn(|context| inner.poll_ready(context)).await {
            return Error::from_boxed(error.into()).into_response();
        }
        match inner.call(taken).await {
            Ok(response) => response.map(Body::new),
            Err(error) => Error::from_boxed(error.into()).into_response(),
        }
    }
}
