//! Connection: one client's connection, and how each of its requests is answered.

use std::{
    convert::Infallible,
    mem,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, ready},
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
    desk::{self, Sheet},
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

impl<A: Application> Connection<A> {
    pub(super) fn activity(&self) -> &Arc<Activity> {
        &self.activity
    }

    /// Answers what is asked at a desk, one request after the other.
    pub(super) async fn answer_in_turn(self: Arc<Self>) -> Infallible {
        // Each request leaves them to the next: to count one more and one less takes longer than all else here.
        let mut facts = None;
        loop {
            let mut sheet = desk::asked().await;
            let Sheet { request, answer } = &mut *sheet;
            let Some(asked) = request else {
                continue;
            };
            let known = facts.unwrap_or_else(|| Arc::clone(&self.facts));
            Facts::install(asked.extensions_mut(), Facts::spare(), known);
            pin!(Within {
                limit: self.request_timeout.map(|limit| Box::pin(sleep(limit))),
                respond: self.app.respond(asked),
                answer,
            })
            .await;
            facts = Facts::recycle(mem::take(asked.extensions_mut()));
            if let Some(answer) = answer {
                room::recycle(mem::take(asked.headers_mut()), answer.headers_mut());
                if self.activity.is_ending() {
                    let close = const { HeaderValue::from_static("close") };
                    answer.headers_mut().insert(CONNECTION, close);
                }
                // What lies in one piece leaves with its head.
                let body = answer.body_mut();
                if body.is_whole() {
                    self.activity.end();
                } else {
                    let in_flight = InFlight::begun(Arc::clone(&self.activity));
                    *body = Tracked::watch(mem::take(body), asked, in_flight);
                }
            }
            *request = None;
            desk::answered(sheet);
        }
    }

    /// Answers one of the requests that HTTP/2 has under way at once.
    // Prepared outside of the future, which so holds one request and not the two kinds of it.
    pub(super) fn answer(
        self: Arc<Self>,
        request: http::Request<Incoming>,
    ) -> impl Future<Output = Result<http::Response<Outgoing>, Infallible>> + Send {
        let has_body = !request.body().is_end_stream();
        let in_flight = InFlight::begin(Arc::clone(&self.activity), has_body);
        let mut request = request.map(Body::from);
        async move {
            let facts = Arc::clone(&self.facts);
            Facts::install(request.extensions_mut(), Facts::spare(), facts);
            let mut answer = None;
            pin!(Within {
                limit: self.request_timeout.map(|limit| Box::pin(sleep(limit))),
                respond: self.app.respond(&mut request),
                answer: &mut answer,
            })
            .await;
            let mut response = answer.unwrap_or_else(too_late);
            Facts::recycle(mem::take(request.extensions_mut()));
            room::recycle(mem::take(request.headers_mut()), response.headers_mut());
            // The client says when it leaves.
            let body = response.body_mut();
            if !body.is_none() {
                *body = Tracked::watch(mem::take(body), &request, in_flight);
            }
            Ok(response.map(Outgoing::new))
        }
    }
}

/// Counts a request as in flight until its response is handed over or given up.
pub(super) struct InFlight(Arc<Activity>);

impl InFlight {
    pub(super) fn begin(activity: Arc<Activity>, has_body: bool) -> Self {
        activity.begin(has_body);
        Self(activity)
    }

    /// From now on, one that was counted before.
    pub(super) fn begun(activity: Arc<Activity>) -> Self {
        Self(activity)
    }
}

impl Drop for InFlight {
    #[inline]
    fn drop(&mut self) {
        self.0.end();
    }
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
