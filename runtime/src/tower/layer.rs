//! A stage or a fragment as a layer of tower.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Buf;

use super::take;
use crate::{
    Body, BoxError, Error, IntoResponse, Request, Response, Stage,
    context::{Args, Provided, Root, Scope},
    describe::{Description, EndInfo, HandlerInfo},
    service::Service,
    stage::Under,
};

/// Makes a `tower::Layer` of a stage or a fragment that needs nothing from an application.
///
/// Its stages may borrow what every stack has, the [`Description`]: here that of a stack which ends in
/// the service. What it lends is for stages inside of it; a service of tower has no way to borrow.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
/// use tower_layer::Layer;
///
/// #[handler]
/// fn hello() -> &'static str {
///     "hello"
/// }
///
/// let theirs = onionskin::tower::service(middleware_stack! { => hello });
/// let ours = middleware_stack! { RequestIds::new(), AccessLog::new(), ServerError::new() };
/// let both = onionskin::tower::layer(ours).layer(theirs);
/// # let _: &dyn std::fmt::Debug = &both;
/// ```
pub fn layer<M, I>(stage: M) -> StageLayer<M, I>
where
    M: StandsAlone<I>,
{
    let end = EndInfo::Handler(HandlerInfo::new("tower::Service"));
    let root = Root {
        values: (),
        description: Description::new(Vec::new(), vec![stage.describe()], end),
    };
    StageLayer {
        stage: Arc::new(Alone { stage, root }),
        places: PhantomData,
    }
}

/// A stage or a fragment that no application has to provide anything for.
///
/// `I` says where in a stack it finds what it borrows; the compiler knows.
#[diagnostic::on_unimplemented(
    message = "a layer of tower stands alone, and this stage borrows what no stack is there to lend",
    label = "borrows more than the description of the stack",
    note = "make one layer of it and the stage that lends the value: `layer(middleware_stack! {{ lends, borrows }})`"
)]
pub trait StandsAlone<I>: Stage + 'static {
    /// Answers a request, around what is no stack.
    #[doc(hidden)]
    fn alone<'a, S: Service<Under<Self, Provided<()>>>>(
        &'a self,
        request: &'a mut Request,
        root: &'a Root<()>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send;
}

#[diagnostic::do_not_recommend]
impl<M: Stage + 'static, I> StandsAlone<I> for M
where
    Provided<()>: Args<M::Needs, I>,
{
    fn alone<'a, S: Service<Under<Self, Provided<()>>>>(
        &'a self,
        request: &'a mut Request,
        root: &'a Root<()>,
        rest: &'a S,
    ) -> impl Future<Output = Response> + Send {
        self.handle::<Provided<()>, I, S>(request, root, rest)
    }
}

/// A stage without a stack around it.
struct Alone<M> {
    stage: M,
    root: Root<()>,
}

/// A stage as a `tower::Layer`; see [`layer`].
pub struct StageLayer<M, I = ()> {
    stage: Arc<Alone<M>>,
    places: PhantomData<fn() -> I>,
}

impl<M, I> Clone for StageLayer<M, I> {
    fn clone(&self) -> Self {
        Self {
            stage: Arc::clone(&self.stage),
            places: PhantomData,
        }
    }
}

impl<M, I> fmt::Debug for StageLayer<M, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StageLayer")
    }
}

impl<M, I, S> tower_layer::Layer<S> for StageLayer<M, I> {
    type Service = StageService<M, S, I>;

    fn layer(&self, inner: S) -> StageService<M, S, I> {
        StageService {
            layer: self.clone(),
            inner,
        }
    }
}

/// A service of tower with a stage around it; see [`layer`].
pub struct StageService<M, S, I = ()> {
    layer: StageLayer<M, I>,
    inner: S,
}

impl<M, S: Clone, I> Clone for StageService<M, S, I> {
    fn clone(&self) -> Self {
        Self {
            layer: self.layer.clone(),
            inner: self.inner.clone(),
        }
    }
}

impl<M, S, I> fmt::Debug for StageService<M, S, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StageService")
    }
}

impl<M, S, I, B, R> tower_service::Service<http::Request<B>> for StageService<M, S, I>
where
    M: StandsAlone<I>,
    I: 'static,
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
        let stage = Arc::clone(&self.layer.stage);
        // The clone has not been asked whether it is ready; the service that was is taken instead.
        let fresh = self.inner.clone();
        let inner = Inner(std::mem::replace(&mut self.inner, fresh));
        let mut request = request.map(Body::new);
        Box::pin(async move {
            let Alone { stage, root } = &*stage;
            Ok(stage.alone(&mut request, root, &inner).await)
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
