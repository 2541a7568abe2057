//! Observer: follows one request to the last byte of its response, or to where it broke off.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::Method;
use http_body::Body as _;

use crate::{
    Body, Outcome, Request, Response,
    body::{Around, NextFrame, Watched},
    generated::{Finally, Last},
    panics::quietly,
};

/// What becomes of one request, told in two steps; both come once and in this order.
pub(crate) trait Observer: Send + Unpin + 'static {
    /// The name of the stage that observes.
    const STAGE: &'static str;

    /// There is a response, or there will be none.
    fn head(&mut self, request: &Request, outcome: Outcome<'_>);

    /// Nothing more will be sent.
    fn end(self, end: End);
}

/// How a response ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    /// How many bytes of the body there were.
    pub(crate) bytes: u64,
    /// How it ended.
    pub(crate) how: How,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum How {
    /// All of it was taken.
    Whole,
    /// The client hung up, or something above wanted no more.
    GivenUp,
    /// The body ended in an error.
    Broken,
}

/// A request that is observed while the rest of the stack runs.
pub(crate) struct Observed<'a, O: Observer>(Last<'a, Observing<O>>);

impl<'a, O: Observer> Observed<'a, O> {
    pub(crate) fn begin(request: &'a mut Request, observer: O) -> Self {
        Self(Last::of(O::STAGE, request, Observing(observer)))
    }

    pub(crate) fn request(&mut self) -> &mut Request {
        self.0.request()
    }

    /// Hands the response on, and follows its body unless all of it is here.
    pub(crate) fn answered(mut self, response: Response) -> Response {
        let Some(Observing(mut observer)) = self.0.take() else {
            return response;
        };
        observer.head(self.0.request(), Outcome::of(&response));
        // Nobody will read the body of an answer to HEAD.
        let is_head = self.0.request().method() == Method::HEAD;
        if is_head || response.body().is_whole() {
            let bytes = response.body().size_hint().exact().unwrap_or_default();
            observer.end(End {
                bytes: if is_head { 0 } else { bytes },
                how: How::Whole,
            });
            return response;
        }
        response.map(|body| {
            Body::new(Watched(Followed {
                body,
                bytes: 0,
                observer: Some(observer),
            }))
        })
    }
}

struct Observing<O>(O);

impl<O: Observer> Finally for Observing<O> {
    fn ended(mut self, request: &Request, outcome: Outcome<'_>) {
        self.0.head(request, outcome);
        self.0.end(End {
            bytes: 0,
            how: How::GivenUp,
        });
    }
}

/// A body that is counted.
struct Followed<O: Observer> {
    body: Body,
    bytes: u64,
    observer: Option<O>,
}

impl<O: Observer> Followed<O> {
    fn end(&mut self, how: How) {
        if let Some(observer) = self.observer.take() {
            let bytes = self.bytes;
            // On the way of a panic, or where nobody is left to hear of one.
            quietly(O::STAGE, || observer.end(End { bytes, how }));
        }
    }
}

impl<O: Observer> Around for Followed<O> {
    fn body(&self) -> &Body {
        &self.body
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> NextFrame {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                let length = frame.data_ref().map_or(0, Bytes::len);
                self.bytes += length as u64;
            }
            Poll::Ready(Some(Err(_))) => self.end(How::Broken),
            Poll::Ready(None) => self.end(How::Whole),
            Poll::Pending => {}
        }
        polled
    }
}

impl<O: Observer> Drop for Followed<O> {
    fn drop(&mut self) {
        // A body that has said how long it is need not be asked for its end.
        let whole = self.body.is_end_stream() || self.body.size_hint().exact() == Some(0);
        self.end(if whole { How::Whole } else { How::GivenUp });
    }
}
