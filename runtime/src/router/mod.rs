//! Router: finds the service of a path and a method, with a static type for each.
#![allow(
    unnameable_types,
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::type_complexity,
    reason = "machinery: inference finds these types, and generated code names the few that it needs"
)]

mod fork;
mod leaf;
mod level;
mod methods;
mod parts;
mod statics;
mod table;

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use http::{HeaderValue, StatusCode, header::ALLOW};
use pin_project_lite::pin_project;

pub use fork::{Dispatch, Fork, NoRoute};
pub use leaf::{Nick, leaves};
pub use level::Level;
use table::Found;
pub use table::Table;
pub(crate) use table::check;

use crate::{Body, Request, Response, context::Scope, problem, service::Service};

/// The routes of one level: a table of paths, the services that they lead to, and a fallback.
///
/// `N` stands for the services: every stage around the routes has their type in its own, and so in the names
/// of all that is made of it.
pub struct Routes<N: Nick, F> {
    table: Table,
    services: N::Of,
    fallback: F,
}

impl<N: Nick, F> Routes<N, F> {
    fn new(table: Table, services: N::Of, fallback: F) -> Self {
        Self {
            table,
            services,
            fallback,
        }
    }
}

impl<N: Nick, F: fmt::Debug> fmt::Debug for Routes<N, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routes")
            .field("table", &self.table)
            .field("fallback", &self.fallback)
            .finish_non_exhaustive()
    }
}

impl<C: Scope, N, F: Service<C>> Service<C> for Routes<N, F>
where
    N: Nick<Of: Dispatch<C>> + 'static,
{
    #[inline]
    fn call<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send {
        Answer::Asked {
            asked: Some(Asked {
                table: &self.table,
                request,
                matched: move |index, request| self.services.dispatch(index, request, cx),
                fallback: move |request| self.fallback.call(request, cx),
            }),
        }
    }
}

/// A request that has not been looked up yet, and what becomes of it then.
struct Asked<'a, ToMatched, ToFallback> {
    table: &'a Table,
    request: &'a mut Request,
    matched: ToMatched,
    fallback: ToFallback,
}

pin_project! {
    /// Looks the request up when it is polled: the future of the route is made where it stays. It is as
    /// large as the stack below, and to return it by value would be to copy it.
    #[project = AnswerProjection]
    enum Answer<'a, ToMatched, ToFallback, Matched, Fallback> {
        Asked { asked: Option<Asked<'a, ToMatched, ToFallback>> },
        Matched { #[pin] inner: Matched },
        Fallback { #[pin] inner: Fallback },
    }
}

impl<'a, ToMatched, ToFallback, Matched, Fallback> Future
    for Answer<'a, ToMatched, ToFallback, Matched, Fallback>
where
    ToMatched: FnOnce(usize, &'a mut Request) -> Matched,
    ToFallback: FnOnce(&'a mut Request) -> Fallback,
    Matched: Future<Output = Response>,
    Fallback: Future<Output = Response>,
{
    type Output = Response;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        if let AnswerProjection::Asked { asked } = self.as_mut().project()
            && let Some(asked) = asked.take()
        {
            let Asked {
                table,
                request,
                matched,
                fallback,
            } = asked;
            match table.find(request) {
                Found::Service(index) => {
                    let inner = matched(index, request);
                    self.set(Self::Matched { inner });
                }
                Found::Nothing => {
                    let inner = fallback(request);
                    self.set(Self::Fallback { inner });
                }
                Found::Options(allow) => return Poll::Ready(options(allow)),
                Found::WrongMethod(allow) => return Poll::Ready(method_not_allowed(allow)),
            }
        }
        match self.project() {
            AnswerProjection::Matched { inner } => inner.poll(context),
            AnswerProjection::Fallback { inner } => inner.poll(context),
            // It has answered, and is not polled again.
            AnswerProjection::Asked { .. } => Poll::Pending,
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
