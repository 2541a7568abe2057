//! Erased: an application without its type, as the connections of all versions call it.
//!
//! Whatever is generic over the application is compiled again for each, and each time that a handler changes.
//! So the type of the application ends here: the server, its connections, their limits and hyper are compiled once.

use std::{
    any::Any,
    convert::Infallible,
    mem,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use http_body::Body as _;
use hyper::body::Incoming;
use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};

use super::{
    activity::Activity,
    http1::{self, Exchange, Responder},
    outgoing::Outgoing,
    tracked::{InFlight, Tracked},
};
use crate::{Application, Body, Connection, Request, Response, request::Facts, response::room};

/// Responds to the requests of all connections.
pub(super) trait ErasedApplication: Any + Send + Sync {
    /// Makes a responder, for requests of HTTP/1.
    fn responder(&self) -> Pin<Box<dyn Responder + Send>>;

    /// Responds to one of the requests that HTTP/2 has under way at once.
    fn respond(
        self: Arc<Self>,
        request: http::Request<Incoming>,
        facts: Arc<Connection>,
        activity: Arc<Activity>,
    ) -> ResponseFuture;
}

/// A response of HTTP/2, where each has a task of its own, which is on the heap anyway.
pub(super) type ResponseFuture =
    Pin<Box<dyn Future<Output = Result<http::Response<Outgoing>, Infallible>> + Send>>;

/// An application that is served.
pub(super) struct Served<A> {
    application: A,
    request_timeout: Option<Duration>,
}

impl<A: Application> Served<A> {
    pub(super) fn new(application: A, request_timeout: Option<Duration>) -> Self {
        Self {
            application,
            request_timeout,
        }
    }

    fn timeout(&self) -> Option<Pin<Box<Sleep>>> {
        self.request_timeout.map(|limit| Box::pin(sleep(limit)))
    }

    /// Responds to request after request. Between two of them it holds nothing of an application.
    async fn respond_always() -> Infallible {
        loop {
            let mut exchange = http1::next_exchange().await;
            let Exchange {
                request,
                response,
                application,
            } = &mut *exchange;
            let served = application
                .take()
                .map(|application| application as Arc<dyn Any + Send + Sync>);
            if let (Some(request), Some(Ok(served))) = (request, served.map(Arc::downcast::<Self>))
            {
                pin!(Respond {
                    timeout: served.timeout(),
                    future: served.application.respond(request),
                    response,
                })
                .await;
                *application = Some(served);
            }
            http1::complete(exchange);
        }
    }
}

impl<A: Application> ErasedApplication for Served<A> {
    fn responder(&self) -> Pin<Box<dyn Responder + Send>> {
        http1::responder(Self::respond_always())
    }

    fn respond(
        self: Arc<Self>,
        request: http::Request<Incoming>,
        facts: Arc<Connection>,
        activity: Arc<Activity>,
    ) -> ResponseFuture {
        let in_flight = InFlight::begin(activity, !request.body().is_end_stream());
        let mut request = request.map(Body::from);
        Facts::install(request.extensions_mut(), Facts::spare(), facts);
        Box::pin(async move {
            let mut response = None;
            pin!(Respond {
                timeout: self.timeout(),
                future: self.application.respond(&mut request),
                response: &mut response,
            })
            .await;
            let mut response = response.unwrap_or_else(timed_out);
            recycle(&mut request, &mut response);
            // The client says when it leaves.
            Ok(response.map(|body| {
                if body.is_none() {
                    Outgoing::Whole(body)
                } else {
                    Outgoing::Streamed(Box::new(Tracked::new(body, &mut request, in_flight)))
                }
            }))
        })
    }
}

/// Keeps what a finished request has no use for, for others on this thread; gives its connection back.
#[inline]
pub(super) fn recycle(request: &mut Request, response: &mut Response) -> Option<Arc<Connection>> {
    let connection = Facts::recycle(mem::take(request.extensions_mut()));
    room::recycle(mem::take(request.headers_mut()), response.headers_mut());
    connection
}

pin_project! {
    /// Responds to a request; at the timeout that is given up, and the response is a 503.
    struct Respond<'a, F> {
        timeout: Option<Pin<Box<Sleep>>>,
        #[pin]
        future: F,
        // Written here because each hand that it would go through copies it.
        response: &'a mut Option<Response>,
    }
}

impl<F: Future<Output = Response>> Future for Respond<'_, F> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        if let Poll::Ready(response) = this.future.poll(context) {
            **this.response = Some(response);
        } else {
            let Some(timeout) = this.timeout else {
                return Poll::Pending;
            };
            ready!(timeout.as_mut().poll(context));
            **this.response = Some(timed_out());
        }
        Poll::Ready(())
    }
}

#[cold]
fn timed_out() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
    response
}
