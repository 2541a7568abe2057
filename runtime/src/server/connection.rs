//! Connection: one client's connection, and how each of its requests is answered.

use std::{
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use http::{HeaderValue, header::CONNECTION};
use http_body::Body as _;
use hyper::body::Incoming;
use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};

use super::{
    activity::Activity,
    conversation::Answers,
    driver::{Driver, Protocols},
    observed::Observed,
    shutdown::Shutdown,
    stream::Stream,
    tracked::Tracked,
    watch::{Limits, watch},
};
use crate::{Application, Body, Response, body::Outgoing, request::Facts, response::room};

/// Answers the requests of one client until it leaves or the server ends.
// Prepared outside of the future, which so holds each of its parts once.
pub(super) fn answer_connection<P: Send>(
    stream: Stream,
    welcome: &Welcome,
    protocols: Arc<Protocols>,
    limits: Limits,
    mut shutdown: Shutdown,
    // What is held while the connection is open.
    place: P,
) -> impl Future<Output = ()> + Send + use<P> {
    let Stream { socket, facts } = stream;
    let activity = Arc::new(Activity::default());
    let answers = (welcome.0)(facts, Arc::clone(&activity));
    let stream = Observed::new(socket, Arc::clone(&activity));
    let mut driver = Driver::new(stream, answers, protocols);
    async move {
        let _place = place;
        if let Err(error) = watch(&mut driver, &activity, &limits, &mut shutdown).await {
            tracing::debug!(error, "connection ended early");
        }
    }
}

/// How an application receives its clients.
pub(super) struct Welcome(
    Box<dyn Fn(crate::Connection, Arc<Activity>) -> Arc<dyn Answers> + Send + Sync>,
);

impl Welcome {
    pub(super) fn to<A: Application>(app: A, request_timeout: Option<Duration>) -> Self {
        let app = Arc::new(app);
        Self(Box::new(move |facts, activity| {
            Arc::new(Connection {
                app: Arc::clone(&app),
                facts: Arc::new(facts),
                activity,
                request_timeout,
            })
        }))
    }
}

/// What all requests of one connection share.
pub(super) struct Connection<A> {
    app: Arc<A>,
    facts: Arc<crate::Connection>,
    activity: Arc<Activity>,
    request_timeout: Option<Duration>,
}

/// What a request holds of its connection.
///
/// On HTTP/1 each request leaves it to the next: to count references for each costs four locked instructions.
pub(super) struct Seat<A> {
    connection: Arc<Connection<A>>,
    facts: Arc<crate::Connection>,
}

impl<A: Application> Seat<A> {
    pub(super) fn at(connection: &Arc<Connection<A>>) -> Self {
        Self {
            connection: Arc::clone(connection),
            facts: Arc::clone(&connection.facts),
        }
    }

    /// Answers a request, and gives the seat back unless the answer's body keeps it.
    // Prepared outside of the future, which so holds one request and not the two kinds of it: an idle
    // connection keeps the room of this future.
    #[inline]
    pub(super) fn answer(
        self,
        request: http::Request<Incoming>,
    ) -> impl Future<Output = (http::Response<Outgoing>, Option<Self>)> + Send {
        let (mut parts, body) = request.into_parts();
        let in_flight = InFlight::begin(self.connection, !body.is_end_stream());
        Facts::install(&mut parts.extensions, Facts::spare(), self.facts);
        let mut request = http::Request::from_parts(parts, Body::from(body));
        async move {
            let connection = in_flight.connection();
            let mut response = Within {
                deadline: connection
                    .request_timeout
                    .map(|limit| Box::pin(sleep(limit))),
                answer: connection.app.respond(&mut request),
            }
            .await;
            let facts = Facts::recycle(mem::take(request.extensions_mut()));
            room::recycle(mem::take(request.headers_mut()), response.headers_mut());
            let is_http2 = connection.activity.is_http2();
            if connection.activity.is_ending() && !is_http2 {
                let close = const { HeaderValue::from_static("close") };
                response.headers_mut().insert(CONNECTION, close);
            }
            // What lies in one piece leaves with its head on HTTP/1; on HTTP/2 the client says when.
            let body = response.body_mut();
            let seat = if body.is_whole() && (!is_http2 || body.is_none()) {
                in_flight.end().zip(facts)
            } else {
                *body = Tracked::watch(mem::take(body), &request, in_flight);
                None
            };
            let seat = seat.map(|(connection, facts)| Self { connection, facts });
            (response.map(Outgoing::new), seat)
        }
    }
}

/// Counts a request as in flight until its response is handed over or given up.
pub(super) struct InFlight<A>(Option<Arc<Connection<A>>>);

impl<A> InFlight<A> {
    #[inline]
    fn begin(connection: Arc<Connection<A>>, has_body: bool) -> Self {
        connection.activity.begin(has_body);
        Self(Some(connection))
    }

    #[inline]
    fn connection(&self) -> &Connection<A> {
        let connection = self.0.as_deref();
        connection.expect("`end` alone takes it, and nothing is left of this then")
    }

    #[inline]
    fn end(mut self) -> Option<Arc<Connection<A>>> {
        let connection = self.0.take();
        if let Some(connection) = &connection {
            connection.activity.end();
        }
        connection
    }
}

impl<A> Drop for InFlight<A> {
    #[inline]
    fn drop(&mut self) {
        if let Some(connection) = &self.0 {
            connection.activity.end();
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

#[cfg(test)]
mod tests {
    use tokio::net::{TcpListener, TcpStream};

    use super::*;
    use crate::{
        Request,
        server::{config::Config, shutdown::Shutdowns},
    };

    struct Silent;

    impl Application for Silent {
        async fn respond(&self, _: &mut Request) -> Response {
            Response::new(Body::empty())
        }
    }

    #[tokio::test]
    async fn an_idle_connection_holds_its_parts_once() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let stream = TcpStream::connect(address).await.expect("it listens");
        let config = Config::default();
        let future = answer_connection(
            Stream::tcp(stream, address),
            &Welcome::to(Silent, None),
            Arc::new(config.protocols()),
            config.limits(),
            Shutdowns::new().subscribe(),
            (),
        );
        // hyper's part of it are some 700.
        let size = size_of_val(&future);
        assert!(size <= 1_280, "{size}");
    }
}
