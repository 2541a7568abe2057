//! Router: finds the service of a path and a method, with a static type for each.
#![allow(
    unnameable_types,
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::type_complexity,
    reason = "machinery: inference finds these types, and generated code names the few that it needs"
)]

mod fork;
mod methods;
mod statics;
mod table;

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use http::{HeaderValue, StatusCode, header::ALLOW};
use pin_project_lite::pin_project;

pub use fork::{Dispatch, Fork, Leaf, NoRoute};
use table::Found;
pub(crate) use table::check;
pub use table::{Table, TableBuilder};

use crate::{Body, Request, Response, context::Scope, problem, service::Service};

/// The routes of one level: a table of paths, the services that they lead to, and a fallback.
#[derive(Debug)]
pub struct Routes<T, F> {
    table: Table,
    services: T,
    fallback: F,
}

impl<T, F> Routes<T, F> {
    /// Only the macro calls this.
    pub fn new(table: Table, services: T, fallback: F) -> Self {
        Self {
            table,
            services,
            fallback,
        }
    }
}

impl<C: Scope, T: Dispatch<C>, F: Service<C>> Service<C> for Routes<T, F> {
    #[inline]
    fn call<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        match self.table.find(request) {
            Found::Service(index) => Answer::Matched {
                inner: self.services.dispatch(index, request, cx),
            },
            Found::Options(allow) => Answer::Ready {
                response: Some(options(allow)),
            },
            Found::WrongMethod(allow) => Answer::Ready {
                response: Some(method_not_allowed(allow)),
            },
            Found::Nothing => Answer::Fallback {
                inner: self.fallback.call(request, cx),
            },
        }
    }
}

pin_project! {
    #[project = AnswerProjection]
    enum Answer<M, F> {
        Matched { #[pin] inner: M },
        Fallback { #[pin] inner: F },
        Ready { response: Option<Response> },
    }
}

impl<M: Future<Output = Response>, F: Future<Output = Response>> Future for Answer<M, F> {
    type Output = Response;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        match self.project() {
            AnswerProjection::Matched { inner } => inner.poll(context),
            AnswerProjection::Fallback { inner } => inner.poll(context),
            AnswerProjection::Ready { response } => {
                Poll::Ready(response.take().unwrap_or_default())
            }
        }
    }
}

/// Answers 404 where a level has no fallback of its own.
#[derive(Debug)]
pub struct NotFound;

impl<C: Scope> Service<C> for NotFound {
    fn call<'a>(
        &'a self,
        _: &'a mut Request,
        _: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        std::future::ready(problem::bare(StatusCode::NOT_FOUND))
    }
}

fn options(allow: &HeaderValue) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, allow.clone());
    response
}

fn method_not_allowed(allow: &HeaderValue) -> Response {
    let mut response = problem::bare(StatusCode::METHOD_NOT_ALLOWED);
    response.headers_mut().insert(ALLOW, allow.clone());
    response
}
