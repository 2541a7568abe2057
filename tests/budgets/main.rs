//! What a request may cost, in counts: allocations, and bytes of the future that answers it.
//!
//! A budget is never a time. Each is what a stack costs more than the plain one, so that what the
//! floor costs does not hide what a layer adds.
#![forbid(unsafe_code)]
#![allow(
    clippy::unused_async,
    clippy::unused_self,
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref,
    clippy::ptr_arg,
    reason = "what an attribute accepts is what is tested"
)]

mod bodies;
mod built_in;
mod context;
mod frames;
mod real;
mod server;
mod stages;
mod texts;

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use onionskin::{Application, middleware_stack as stack, prelude::*};

struct Config(u8);

struct User(u8);

struct Ticket(u8);

#[handler]
async fn end() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// A text with room to spare, as `format!` leaves it.
#[handler]
fn spacious() -> (StatusCode, String) {
    let mut text = String::with_capacity(32);
    text.push_str("seven");
    (StatusCode::OK, text)
}

#[middleware(before)]
fn before(req: &mut Request) {
    *req.version_mut() = http::Version::HTTP_11;
}

#[middleware(after)]
fn after(res: &mut Response) {
    *res.version_mut() = http::Version::HTTP_11;
}

/// A stage that does nothing but run the rest.
struct Pass<const N: usize>;

#[middleware]
impl<const N: usize> Pass<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

/// What the future of an async handler allocates: a debug build has it behind a pointer.
const BOXED: u64 = cfg!(debug_assertions) as u64;
/// And how large that pointer is.
const POINTER: usize = if cfg!(debug_assertions) {
    2 * size_of::<usize>()
} else {
    0
};

/// What one request costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cost {
    allocations: u64,
    future: usize,
}

/// Answers one request that came on a connection before, and counts.
fn cost(app: &impl Application, path: &'static str) -> Cost {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = Uri::from_static(path);
    cost_of(app, request)
}

/// Answers this request twice, and counts the second time.
fn cost_of(app: &impl Application, mut request: Request) -> Cost {
    // The facts of a connection's first request stay with it; the second is what all later ones are.
    answer(app, &mut request);
    let mut future = 0;
    let counted = allocation_counter::measure(|| future = answer(app, &mut request));
    Cost {
        allocations: counted.count_total,
        future,
    }
}

/// Answers the request, and gives the size of the future that did.
fn answer(app: &impl Application, request: &mut Request) -> usize {
    let future = app.respond(request);
    let size = size_of_val(&future);
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(response) => assert!(response.status().is_success(), "{response:?}"),
        Poll::Pending => panic!("nothing in this stack waits"),
    }
    size
}

/// How many bytes of future each of these layers added, at most.
fn bytes_each(with: Cost, without: Cost, layers: usize) -> usize {
    (with.future - without.future).div_ceil(layers)
}

#[test]
fn a_plain_stack_allocates_nothing_itself() {
    let plain = cost(&stack! { => end }, "/");
    assert_eq!(plain.allocations, BOXED, "{plain:?}");
}
