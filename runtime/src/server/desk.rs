//! Desk: where the requests of one HTTP/1 connection are answered, one after the other.
//!
//! hyper would have a service make a future for each request, and move that, as large as the whole stack, into its place.
//! Nothing could be left by one request to the next, and hyper would be compiled again for each application. So the future is
//! made where it stays, at a desk, and the service is nothing but the way to it.

use std::{
    cell::Cell,
    convert::Infallible,
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use hyper::{body::Incoming, service::Service};
use pin_project_lite::pin_project;

use super::connection::{Connection, Seat};
use crate::{Application, body::Outgoing};

/// Answers one request after the other.
pub(super) trait Desk: Send {
    /// Begins to answer a request.
    fn begin(self: Pin<&mut Self>, request: http::Request<Incoming>);
    /// Goes on with it; ready with the answer.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<http::Response<Outgoing>>;
}

/// Sets up a desk for a connection.
pub(super) fn desk<A: Application>(connection: Arc<Connection<A>>) -> Pin<Box<dyn Desk>> {
    Box::pin(Place {
        spare: None,
        connection,
        answer: Seat::answer,
        answering: None,
    })
}

pin_project! {
    /// A desk; its parts are types of their own because a future has no name.
    struct Place<A, M, F> {
        connection: Arc<Connection<A>>,
        // What the last request has left for the next.
        spare: Option<Seat<A>>,
        answer: M,
        #[pin]
        answering: Option<F>,
    }
}

impl<A, M, F> Desk for Place<A, M, F>
where
    A: Application,
    M: Fn(Seat<A>, http::Request<Incoming>) -> F + Send,
    F: Future<Output = (http::Response<Outgoing>, Option<Seat<A>>)> + Send,
{
    fn begin(self: Pin<&mut Self>, request: http::Request<Incoming>) {
        let mut this = self.project();
        let seat = this
            .spare
            .take()
            .unwrap_or_else(|| Seat::at(this.connection));
        this.answering.set(Some((this.answer)(seat, request)));
    }

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<http::Response<Outgoing>> {
        let mut this = self.project();
        let Some(answering) = this.answering.as_mut().as_pin_mut() else {
            return Poll::Pending;
        };
        let (response, seat) = ready!(answering.poll(context));
        this.answering.set(None);
        *this.spare = seat;
        Poll::Ready(response)
    }
}

type Lent = Option<Pin<Box<dyn Desk>>>;

thread_local! {
    /// The desk of the connection that hyper is at work for.
    static LENT: Cell<Lent> = const { Cell::new(None) };
}

/// Lends a desk to the service, until it is dropped.
pub(super) struct Lending<'a> {
    owner: &'a mut Lent,
    before: Lent,
}

impl<'a> Lending<'a> {
    #[inline]
    pub(super) fn of(owner: &'a mut Lent) -> Self {
        let before = LENT.replace(owner.take());
        Self { owner, before }
    }
}

impl Drop for Lending<'_> {
    #[inline]
    fn drop(&mut self) {
        *self.owner = LENT.replace(mem::take(&mut self.before));
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
        at_desk(|desk| desk.begin(request));
        Answering
    }
}

/// What is being answered at the desk.
pub(super) struct Answering;

impl Future for Answering {
    type Output = Result<http::Response<Outgoing>, Infallible>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        at_desk(|desk| desk.poll(context)).map(Ok)
    }
}

#[inline]
fn at_desk<T>(work: impl FnOnce(Pin<&mut dyn Desk>) -> T) -> T {
    let lent = LENT.take();
    let mut desk =
        lent.expect("hyper is at work within a `Lending` alone, and asks for one thing at a time");
    let done = work(desk.as_mut());
    LENT.set(Some(desk));
    done
}
