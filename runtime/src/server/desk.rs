//! Desk: where the requests of one HTTP/1 connection are answered, one after the other.
//!
//! hyper would have a service make a future for each request, and move that, as large as the whole stack, into its place.
//! Nothing could be left by one request to the next, and hyper would be compiled again for each application. So one future
//! answers all requests of a connection and stays where it is, and hyper's service is nothing but the way to it.

use std::{
    cell::Cell,
    convert::Infallible,
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http_body::Body as _;
use hyper::{body::Incoming, service::Service};
use pin_project_lite::pin_project;

use super::activity::Activity;
use crate::{Body, Request, Response, body::Outgoing};

/// Answers one request after the other.
pub(super) trait Desk: Send {
    /// Begins to answer a request, which is to be written here.
    fn begin(self: Pin<&mut Self>, has_body: bool) -> &mut Option<Request>;
    /// Goes on with it; ready with the answer.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response>;
}

/// Sets up a desk for one who works at it: takes what is [`asked`] and hands it back [`answered`], for ever.
pub(super) fn desk<W>(activity: Arc<Activity>, work: W) -> Pin<Box<dyn Desk>>
where
    W: Future<Output = Infallible> + Send + 'static,
{
    Box::pin(Place {
        sheet: None,
        activity,
        work,
    })
}

/// Goes from hand to hand, with a request and back with its answer.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) request: Option<Request>,
    pub(super) answer: Option<Response>,
}

pin_project! {
    struct Place<W> {
        // Not here while its request is being answered.
        sheet: Option<Box<Sheet>>,
        activity: Arc<Activity>,
        #[pin]
        work: W,
    }
}

impl<W: Future<Output = Infallible> + Send> Desk for Place<W> {
    fn begin(self: Pin<&mut Self>, has_body: bool) -> &mut Option<Request> {
        let this = self.project();
        this.activity.begin(has_body);
        &mut this.sheet.get_or_insert_default().request
    }

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        if let Some(sheet) = this.sheet.take() {
            TURN.with(|turn| turn.asked.set(Some(sheet)));
        }
        match this.work.poll(context) {
            Poll::Pending => {}
            Poll::Ready(never) => match never {},
        }
        *this.sheet = TURN.with(|turn| turn.answered.take());
        let answer = this.sheet.as_mut().and_then(|sheet| sheet.answer.take());
        answer.map_or(Poll::Pending, Poll::Ready)
    }
}

/// What is handed over within one turn of a connection, on its thread.
struct Turn {
    /// The desk that hyper's service leads to.
    desk: Cell<Lent>,
    asked: Cell<Option<Box<Sheet>>>,
    answered: Cell<Option<Box<Sheet>>>,
}

thread_local! {
    static TURN: Turn = const {
        Turn {
            desk: Cell::new(None),
            asked: Cell::new(None),
            answered: Cell::new(None),
        }
    };
}

/// Waits for what is asked next.
pub(super) fn asked() -> impl Future<Output = Box<Sheet>> + Send {
    poll_fn(|_| {
        TURN.with(|turn| turn.asked.take())
            .map_or(Poll::Pending, Poll::Ready)
    })
}

/// Hands an answer over; to be followed by waiting for what is asked next.
#[inline]
pub(super) fn answered(sheet: Box<Sheet>) {
    TURN.with(|turn| turn.answered.set(Some(sheet)));
}

type Lent = Option<Pin<Box<dyn Desk>>>;

/// Lends a desk to the service, until it is dropped.
pub(super) struct Lending<'a> {
    owner: &'a mut Lent,
    before: Lent,
}

impl<'a> Lending<'a> {
    #[inline]
    pub(super) fn of(owner: &'a mut Lent) -> Self {
        let before = TURN.with(|turn| turn.desk.replace(owner.take()));
        Self { owner, before }
    }
}

impl Drop for Lending<'_> {
    #[inline]
    fn drop(&mut self) {
        *self.owner = TURN.with(|turn| turn.desk.replace(self.before.take()));
    }
}

/// What hyper asks: it goes to the desk that is lent.
pub(super) struct AtDesk;

impl Service<http::Request<Incoming>> for AtDesk {
    type Response = http::Response<Outgoing>;
    type Error = Infallible;
    type Future = Answering;

    #[inline]
    fn call(&self, request: http::Request<Incoming>) -> Answering {
        let mut desk = taken();
        let asked = desk.as_mut().begin(!request.body().is_end_stream());
        *asked = Some(request.map(Body::from));
        lend(desk);
        Answering
    }
}

/// What is being answered at the desk.
pub(super) struct Answering;

impl Future for Answering {
    type Output = Result<http::Response<Outgoing>, Infallible>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut desk = taken();
        let answer = desk.as_mut().poll(context);
        lend(desk);
        answer.map(|response| Ok(response.map(Outgoing::new)))
    }
}

/// Takes the desk that is lent, which nobody else has meanwhile.
#[inline]
fn taken() -> Pin<Box<dyn Desk>> {
    let lent = TURN.with(|turn| turn.desk.take());
    lent.expect("hyper is at work within a `Lending` alone, and asks for one thing at a time")
}

#[inline]
fn lend(desk: Pin<Box<dyn Desk>>) {
    TURN.with(|turn| turn.desk.set(Some(desk)));
}
