//! A layer of tower as a stage.

use std::{
    fmt,
    future::poll_fn,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
};

use bytes::Buf;

use super::{exchange::Exchange, rest::RestService, take};
use crate::{
    Body, BoxError, Error, IntoResponse, Request, Response, Stage,
    context::Args,
    describe::{Kind, StageInfo},
    service::Service,
    stack::Around,
    stage::Under,
};

/// Makes a stage of any `tower::Layer`.
///
/// The layer is applied once, when the stack is built; each request clones what it made, as tower
/// prescribes, and hands itself over as an owned value. An error that the layer raises becomes a 500
/// with the error attached, as `ResponseExt::error` shows it.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
/// use tower_layer::Identity;
///
/// #[handler]
/// fn hello() -> &'static str {
///     "hello"
/// }
///
/// let app = middleware_stack! { onionskin::tower::stage(Identity::new()), => hello };
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let client = onionskin::TestClient::new(app);
/// assert_eq!(client.get("/").await.text().await, "hello");
/// # });
/// ```
pub fn stage<L: tower_layer::Layer<RestService>>(layer: L) -> LayerStage<L::Service> {
    LayerStage(Mutex::new(layer.layer(RestService)))
}

/// A `tower::Layer` as a stage; see [`stage`].
pub struct LayerStage<T>(Mutex<T>);

impl<T> fmt::Debug for LayerStage<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LayerStage")
    }
}

// By hand, because the rest of the stack runs in this frame while the layer waits for it in its own.
#[diagnostic::do_not_recommend]
impl<T, R> Stage for LayerStage<T>
where
    T: tower_service::Service<Request, Response = http::Response<R>, Error: Into<BoxError>>
        + Clone
        + Send,
    T::Future: Send,
    R: http_body::Body<Data: Buf, Error: Into<BoxError>> + Send + 'static,
{
    type Needs = ();
    type Lends = ();
    type Form = Around;
    const NAME: &'static str = "tower::Layer";

    fn describe(&self) -> StageInfo {
        StageInfo::new(Self::NAME, Kind::Around)
    }

    async fn handle<'a, C, I, S>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> Response
    where
        C: Args<Self::Needs, I>,
        S: Service<Under<Self, C>>,
    {
        let mut service = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Err(error) = poll_fn(|context| service.poll_ready(context)).await {
            return Error::from_boxed(error.into()).into_response();
        }
        let exchange = Arc::new(Exchange::default());
        let mut owned = take(request);
        exchange.accompany(&mut owned);
        let mut layer = pin!(service.call(owned));
        loop {
            let asked = poll_fn(|context| match layer.as_mut().poll(context) {
                Poll::Ready(answer) => Poll::Ready(Err(answer)),
                Poll::Pending => exchange.poll_request(context).map(Ok),
            });
            match asked.await {
                Err(answer) => return respond(answer),
                Ok(asked) => *request = asked,
            }
            let mut inner = pin!(rest.call(&mut *request, C::shorten(cx)));
            let answered = poll_fn(|context| match layer.as_mut().poll(context) {
                Poll::Ready(answer) => Poll::Ready(Err(answer)),
                Poll::Pending => inner.as_mut().poll(context).map(Ok),
            });
            match answered.await {
                Err(answer) => return respond(answer),
                Ok(response) => exchange.answer(response),
            }
        }
    }
}

fn respond<R, E>(answer: Result<http::Response<R>, E>) -> Response
where
    R: http_body::Body<Data: Buf, Error: Into<BoxError>> + Send + 'static,
    E: Into<BoxError>,
{
    match answer {
        Ok(response) => response.map(Body::new),
        Err(error) => Error::from_boxed(error.into()).into_response(),
    }
}
