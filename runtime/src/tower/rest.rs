//! The rest of a stack as a service of tower.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use super::exchange::Exchange;
use crate::{Error, IntoResponse, Request, Response};

/// The rest of a stack, as a layer of tower sees it.
///
/// It answers the requests that came through the stage of its layer, whose frame it reaches through
/// an extension of the request.
#[derive(Clone, Copy, Debug)]
pub struct RestService;

impl tower_service::Service<Request> for RestService {
    type Response = Response;
    type Error = Infallible;
    type Future = RestFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> RestFuture {
        let exchange = Exchange::of(&mut request);
        if let Some(exchange) = &exchange {
            exchange.ask(request);
        }
        RestFuture(exchange)
    }
}

/// The response of the rest of a stack.
#[derive(Debug)]
pub struct RestFuture(Option<Arc<Exchange>>);

impl Future for RestFuture {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &self.0 {
            Some(exchange) => exchange.poll_response(context).map(Ok),
            // A layer that sends a request of its own making has nowhere to send it to.
            None => Poll::Ready(Ok(Error::msg(
                "a tower layer called the rest of the stack with a request that has lost its \
                 extensions",
            )
            .into_response())),
        }
    }
}
