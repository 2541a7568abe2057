//! Visitor: a connection of HTTP/1 as it comes to a desk with its requests.
//!
//! hyper's service is the same for all applications and connections, and leads to whoever is polling hyper. A service
//! has no other way to pass anything from one request to the next but to share it, at the price of locked instructions.

use std::{
    cell::Cell,
    convert::Infallible,
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use http::{HeaderValue, header::CONNECTION};
use http_body::Body as _;
use hyper::{body::Incoming, service::Service};

use super::{
    activity::Activity,
    answers::{Answers, used_again},
    desk::{self, Desk},
    tracked::{InFlight, Tracked},
};
use crate::{Body, Connection, Request, Response, body::Outgoing, request::Facts};

/// What the requests of a connection leave to each other.
pub(super) struct Visitor {
    activity: Arc<Activity>,
    facts: Arc<Connection>,
    /// The facts once more, for the next request to hold.
    lent: Option<Arc<Connection>>,
    /// Not here while a request is being answered.
    answers: Option<Arc<dyn Answers>>,
    /// Where a request is being answered.
    desk: Option<Pin<Box<dyn Desk + Send>>>,
}

impl Visitor {
    pub(super) fn new(
        answers: Arc<dyn Answers>,
        facts: Arc<Connection>,
        activity: Arc<Activity>,
    ) -> Self {
        Self {
            activity,
            facts,
            lent: None,
            answers: Some(answers),
            desk: None,
        }
    }

    #[inline]
    fn ask(&mut self, mut parts: http::request::Parts, body: Incoming) {
        self.activity.begin(!body.is_end_stream());
        let facts = self.lent.take().unwrap_or_else(|| Arc::clone(&self.facts));
        Facts::install(&mut parts.extensions, Facts::spare(), facts);
        let answers = self.answers.take();
        let answers =
            answers.expect("hyper asks when it has the last answer, which brought it back");
        let desk = self.desk.insert(desk::spare(&*answers));
        let sheet = desk.as_mut().sheet();
        sheet.request = Some(Request::from_parts(parts, Body::from(body)));
        sheet.answers = Some(answers);
    }

    #[inline]
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Response> {
        let Some(mut desk) = self.desk.take() else {
            return Poll::Pending;
        };
        let Poll::Ready(sheet) = desk.as_mut().poll(context) else {
            self.desk = Some(desk);
            return Poll::Pending;
        };
        if let (Some(request), Some(response)) = (&mut sheet.request, &mut sheet.answer) {
            self.lent = used_again(request, response);
            if self.activity.is_ending() {
                let close = const { HeaderValue::from_static("close") };
                response.headers_mut().insert(CONNECTION, close);
            }
            // What lies in one piece leaves with its head.
            let body = response.body_mut();
            if body.is_whole() {
                self.activity.end();
            } else {
                let in_flight = InFlight::counted(Arc::clone(&self.activity));
                *body = Tracked::watch(mem::take(body), request, in_flight);
            }
        }
        sheet.request = None;
        let answer = sheet.answer.take();
        self.answers = sheet.answers.take();
        if let Some(answers) = &self.answers {
            desk::keep(&**answers, desk);
        }
        answer.map_or(Poll::Pending, Poll::Ready)
    }
}

thread_local! {
    /// Whose hyper is at work on this thread.
    static PRESENT: Cell<Option<Box<Visitor>>> = const { Cell::new(None) };
}

/// Has hyper's service lead to a visitor, until it is dropped.
pub(super) struct Visit<'a> {
    visitor: &'a mut Option<Box<Visitor>>,
    before: Option<Box<Visitor>>,
}

impl<'a> Visit<'a> {
    #[inline]
    pub(super) fn of(visitor: &'a mut Option<Box<Visitor>>) -> Self {
        let before = PRESENT.replace(visitor.take());
        Self { visitor, before }
    }
}

impl Drop for Visit<'_> {
    #[inline]
    fn drop(&mut self) {
        *self.visitor = PRESENT.replace(self.before.take());
    }
}

/// What hyper asks.
pub(super) struct Reception;

impl Service<http::Request<Incoming>> for Reception {
    type Response = http::Response<Outgoing>;
    type Error = Infallible;
    type Future = Answering;

    #[inline]
    fn call(&self, request: http::Request<Incoming>) -> Answering {
        let (parts, body) = request.into_parts();
        let mut visitor = present();
        visitor.ask(parts, body);
        PRESENT.set(Some(visitor));
        Answering
    }
}

/// What hyper waits for: the answer to the one request that a connection of HTTP/1 has at a time.
pub(super) struct Answering;

impl Future for Answering {
    type Output = Result<http::Response<Outgoing>, Infallible>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut visitor = present();
        let answer = visitor.poll(context);
        PRESENT.set(Some(visitor));
        let response = ready!(answer);
        Poll::Ready(Ok(response.map(Outgoing::new)))
    }
}

/// Takes the visitor that is there; others may come and go meanwhile.
#[inline]
#[expect(
    clippy::unnecessary_box_returns,
    reason = "the box goes from hand to hand, and what is in it stays where it is"
)]
fn present() -> Box<Visitor> {
    let visitor = PRESENT.take();
    visitor.expect("hyper is at work within a `Visit` alone, and asks for one thing at a time")
}
