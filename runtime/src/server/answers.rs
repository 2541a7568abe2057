//! Answers: an application, as the connections of all versions ask it.
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
    desk::{self, Desk, Sheet},
    tracked::{InFlight, Tracked},
};
use crate::{
    Application, Body, Connection, Request, Response, body::Outgoing, request::Facts,
    response::room,
};

/// Answers the requests of all connections.
pub(super) trait Answers: Any + Send + Sync {
    /// Sets up a desk where requests are answered one after the other.
    fn desk(&self) -> Pin<Box<dyn Desk + Send>>;

    /// Answers one of the requests that HTTP/2 has under way at once.
    fn answer(
        self: Arc<Self>,
        request: http::Request<Incoming>,
        facts: Arc<Connection>,
        activity: Arc<Activity>,
    ) -> Answer;
}

/// An answer of HTTP/2, where each has a task of its own, which is on the heap anyway.
pub(super) type Answer =
    Pin<Box<dyn Future<Output = Result<http::Response<Outgoing>, Infallible>> + Send>>;

/// An application that is served.
pub(super) struct Served<A> {
    app: A,
    request_timeout: Option<Duration>,
}

impl<A: Application> Served<A> {
    pub(super) fn new(app: A, request_timeout: Option<Duration>) -> Self {
        Self {
            app,
            request_timeout,
        }
    }

    fn limit(&self) -> Option<Pin<Box<Sleep>>> {
        self.request_timeout.map(|limit| Box::pin(sleep(limit)))
    }

    /// Answers whatever is asked at a desk. Between two requests it holds nothing of an application.
    async fn work() -> Infallible {
        loop {
            let mut sheet = desk::asked().await;
            let Sheet {
                request,
                answer,
                answers,
            } = &mut *sheet;
            let served = answers
                .take()
                .map(|answers| answers as Arc<dyn Any + Send + Sync>);
            if let (Some(request), Some(Ok(served))) = (request, served.map(Arc::downcast::<Self>))
            {
                pin!(Within {
                    limit: served.limit(),
                    respond: served.app.respond(request),
                    answer,
                })
                .await;
                *answers = Some(served);
            }
            desk::answered(sheet);
        }
    }
}

impl<A: Application> Answers for Served<A> {
    fn desk(&self) -> Pin<Box<dyn Desk + Send>> {
        desk::desk(Self::work())
    }

    fn answer(
        self: Arc<Self>,
        request: http::Request<Incoming>,
        facts: Arc<Connection>,
        activity: Arc<Activity>,
    ) -> Answer {
        let in_flight = InFlight::begin(activity, !request.body().is_end_stream());
        let mut request = request.map(Body::from);
        Facts::install(request.extensions_mut(), Facts::spare(), facts);
        Box::pin(async move {
            let mut answer = None;
            pin!(Within {
                limit: self.limit(),
                respond: self.app.respond(&mut request),
                answer: &mut answer,
            })
            .await;
            let mut response = answer.unwrap_or_else(too_late);
            used_again(&mut request, &mut response);
            // The client says when it leaves.
            let body = response.body_mut();
            if !body.is_none() {
                *body = Tracked::watch(mem::take(body), &request, in_flight);
            }
            Ok(response.map(Outgoing::new))
        })
    }
}

/// Keeps what a finished request has no use for, for others on this thread; gives its connection back.
#[inline]
pub(super) fn used_again(
    request: &mut Request,
    response: &mut Response,
) -> Option<Arc<Connection>> {
    let connection = Facts::recycle(mem::take(request.extensions_mut()));
    room::recycle(mem::take(request.headers_mut()), response.headers_mut());
    connection
}

pin_project! {
    /// Has a request answered; at the limit that is given up, and the answer is a 503.
    struct Within<'a, F> {
        limit: Option<Pin<Box<Sleep>>>,
        #[pin]
        respond: F,
        // Written here because each hand that it would go through copies it.
        answer: &'a mut Option<Response>,
    }
}

impl<F: Future<Output = Response>> Future for Within<'_, F> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        if let Poll::Ready(response) = this.respond.poll(context) {
            **this.answer = Some(response);
        } else {
            let Some(limit) = this.limit else {
                return Poll::Pending;
            };
            ready!(limit.as_mut().poll(context));
            **this.answer = Some(too_late());
        }
        Poll::Ready(())
    }
}

#[cold]
fn too_late() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
    response
}
