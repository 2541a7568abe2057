//! Connection: one client's connection; hyper's types end here.

use std::{
    convert::Infallible,
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::{Extensions, HeaderValue, Method, Uri, Version, header::CONNECTION};
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};

use super::{
    activity::Activity,
    shutdown::Shutdown,
    stream::Stream,
    watch::{Limits, watch},
};
use crate::{Application, Body, BoxError, Request, Response, error::Chain, panics, request::Facts};

/// Answers the requests of one client until it leaves or the server ends.
pub(super) async fn answer_connection<A: Application, P>(
    stream: Stream,
    app: Arc<A>,
    builder: Arc<Builder<TokioExecutor>>,
    request_timeout: Option<Duration>,
    limits: Limits,
    shutdown: Shutdown,
    // What is held while the connection is open.
    _place: P,
) {
    let activity = Arc::new(Activity::default());
    let connection = Arc::new(Connection {
        app,
        facts: Arc::new(stream.facts()),
        spare: Mutex::default(),
        activity: Arc::clone(&activity),
        request_timeout,
    });
    let io = TokioIo::new(stream.observed(Arc::clone(&activity)));
    let service =
        hyper::service::service_fn(move |request| Arc::clone(&connection).answer(request));
    let served = pin!(builder.serve_connection(io, service));
    if let Err(error) = watch(served, &activity, limits, shutdown).await {
        tracing::debug!(error, "connection ended early");
    }
}

/// What all requests of one connection share.
struct Connection<A> {
    app: Arc<A>,
    facts: Arc<crate::Connection>,
    /// The extensions of a finished request, for the next one.
    spare: Mutex<Extensions>,
    activity: Arc<Activity>,
    request_timeout: Option<Duration>,
}

impl<A: Application> Connection<A> {
    // Prepared outside of the future, which so holds one request and not the two kinds of it: an idle
    // connection keeps the room of this future.
    fn answer(
        self: Arc<Self>,
        request: http::Request<Incoming>,
    ) -> impl Future<Output = Result<http::Response<Tracked<A>>, Infallible>> + Send {
        let in_flight = InFlight::begin(self, !request.body().is_end_stream());
        let mut request = in_flight.0.prepare(request);
        async move {
            let connection = &*in_flight.0;
            let response = Within {
                deadline: connection
                    .request_timeout
                    .map(|limit| Box::pin(sleep(limit))),
                answer: connection.app.respond(&mut request),
            }
            .await;
            Ok(Self::finish(in_flight, request, response))
        }
    }

    /// Makes our request of hyper's, before the application sees it.
    #[inline]
    fn prepare(&self, request: http::Request<Incoming>) -> Request {
        let mut request = request.map(Body::from);
        let spare = std::mem::take(&mut *self.spare());
        Facts::install(&mut request, spare, &self.facts);
        request
    }

    /// Takes the request back and hands the response to hyper.
    #[inline]
    fn finish(
        in_flight: InFlight<A>,
        mut request: Request,
        mut response: Response,
    ) -> http::Response<Tracked<A>> {
        let extensions = std::mem::take(request.extensions_mut());
        *in_flight.0.spare() = Facts::recycle(extensions);
        if in_flight.0.activity.is_ending() && request.version() < Version::HTTP_2 {
            let close = const { HeaderValue::from_static("close") };
            response.headers_mut().insert(CONNECTION, close);
        }
        response.map(|body| Tracked {
            asked: (!body.is_whole()).then(|| Box::new(Asked::of(&request))),
            body,
            in_flight,
        })
    }
}

impl<A> Connection<A> {
    fn spare(&self) -> MutexGuard<'_, Extensions> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a request as in flight until its response is written or given up.
struct InFlight<A>(Arc<Connection<A>>);

impl<A> InFlight<A> {
    #[inline]
    fn begin(connection: Arc<Connection<A>>, has_body: bool) -> Self {
        connection.activity.begin(has_body);
        Self(connection)
    }
}

impl<A> Drop for InFlight<A> {
    #[inline]
    fn drop(&mut self) {
        self.0.activity.end();
    }
}

/// A response body that keeps its request in flight until hyper drops it.
struct Tracked<A> {
    body: Body,
    /// What was asked, for the log, where the body can break off.
    asked: Option<Box<Asked>>,
    #[expect(dead_code, reason = "held for its `Drop`")]
    in_flight: InFlight<A>,
}

impl<A: Application> http_body::Body for Tracked<A> {
    type Data = Bytes;
    type Error = BoxError;

    #[inline]
    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if this.asked.is_none() {
            return Pin::new(&mut this.body).poll_frame(context);
        }
        this.poll_fragile(context)
    }

    #[inline]
    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    #[inline]
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<A> Tracked<A> {
    /// Polls a body that may fail in the middle: then it is logged, once, and hyper breaks the
    /// response off. There is no way back to another status.
    fn poll_fragile(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let polled =
            panics::contained(|| http_body::Body::poll_frame(Pin::new(&mut self.body), context));
        let (error, what) = match polled {
            Ok(Poll::Ready(Some(Err(error)))) => (error, "a response broke off"),
            Ok(polled) => return polled,
            Err(message) => (message.into(), "a response broke off by a panic"),
        };
        if let Some(asked) = self.asked.take() {
            tracing::error!(
                method = %asked.method,
                path = asked.uri.path(),
                "{what}: {}", Chain(&*error),
            );
        }
        self.body = Body::empty();
        Poll::Ready(Some(Err(error)))
    }
}

/// What was asked for.
struct Asked {
    method: Method,
    uri: Uri,
}

impl Asked {
    fn of(request: &Request) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
        }
    }
}

pin_project! {
    /// An answer that is given up, and replaced by a 503, at its deadline.
    struct Within<F> {
        deadline: Option<Pin<Box<Sleep>>>,
        #[pin]
        answer: F,
    }
}

impl<F: Future<Output = Response>> Future for Within<F> {
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        if let Poll::Ready(response) = this.answer.poll(context) {
            return Poll::Ready(response);
        }
        match this.deadline {
            Some(deadline) => deadline.as_mut().poll(context).map(|()| too_late()),
            None => Poll::Pending,
        }
    }
}

#[cold]
fn too_late() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
    response
}
