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

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use onionskin::{middleware_stack as stack, prelude::*};

struct Config(u8);
struct User(u8);
struct Ticket(u8);

#[handler]
async fn end() -> StatusCode {
    StatusCode::NO_CONTENT
}

#[handler]
async fn borrowing(user: &User, config: &Config) -> StatusCode {
    if user.0 == config.0 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[handler]
async fn with_ticket(ticket: &Ticket) -> StatusCode {
    if ticket.0 == 1 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[handler]
async fn with_part(Path(number): Path<u8>) -> StatusCode {
    if number == 7 {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

#[middleware(before)]
fn before(req: &mut Request) {
    *req.version_mut() = http::Version::HTTP_11;
}

#[middleware(after)]
fn after(res: &mut Response) {
    *res.version_mut() = http::Version::HTTP_11;
}

#[provider]
fn user(config: &Config) -> User {
    User(config.0)
}

#[provider]
async fn user_later(config: &Config) -> User {
    User(config.0)
}

#[middleware]
async fn ticket(req: &mut Request, next: impl NextWith<Ticket>) -> Response {
    next.run_with(req, &Ticket(1)).await
}

#[middleware(finally)]
fn finally(_outcome: Outcome<'_>) {}

#[error_handler]
fn on_error(_err: &StatusCode) -> StatusCode {
    StatusCode::CONFLICT
}

/// A stage that does nothing but run the rest.
struct Pass<const N: usize>;

#[middleware]
impl<const N: usize> Pass<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

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
        Poll::Ready(response) => assert_eq!(response.status(), StatusCode::NO_CONTENT),
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
    assert_eq!(plain.allocations, 0, "{plain:?}");
}

#[test]
fn sixteen_pass_through_stages_allocate_nothing_and_add_64_bytes_each() {
    let plain = cost(&stack! { => end }, "/");
    let one = cost(&stack! { Pass::<1>, => end }, "/");
    let sixteen = stack! {
        Pass::<1>, Pass::<2>, Pass::<3>, Pass::<4>, Pass::<5>, Pass::<6>, Pass::<7>, Pass::<8>,
        Pass::<9>, Pass::<10>, Pass::<11>, Pass::<12>, Pass::<13>, Pass::<14>, Pass::<15>, Pass::<16>,
        => end
    };
    let sixteen = cost(&sixteen, "/");
    assert_eq!(sixteen.allocations, plain.allocations);
    assert!(
        bytes_each(sixteen, plain, 16) <= 64,
        "{sixteen:?} {plain:?}"
    );
    assert!(bytes_each(sixteen, one, 15) <= 64, "{sixteen:?} {one:?}");
}

#[test]
fn sync_hooks_allocate_nothing_and_share_one_frame() {
    let plain = cost(&stack! { => end }, "/");
    let one = cost(&stack! { before, => end }, "/");
    let two = cost(&stack! { before, after, => end }, "/");
    assert_eq!(two.allocations, plain.allocations);
    assert_eq!(
        two.future, one.future,
        "a second hook has no frame of its own"
    );
    assert!(bytes_each(two, plain, 1) <= 96, "{two:?} {plain:?}");
}

#[test]
fn a_provider_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let sync = cost(&stack! { provide Config(1); user, => borrowing }, "/");
    let later = cost(&stack! { provide Config(1); user_later, => borrowing }, "/");
    assert_eq!(
        (sync.allocations, later.allocations),
        (plain.allocations, plain.allocations)
    );
    assert!(bytes_each(sync, plain, 1) <= 128, "{sync:?} {plain:?}");
}

#[test]
fn lending_with_next_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let lent = cost(&stack! { ticket, => with_ticket }, "/");
    assert_eq!(lent.allocations, plain.allocations);
}

#[test]
fn a_finally_and_an_error_handler_that_has_nothing_to_do_allocate_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let both = cost(&stack! { finally, on_error, => end }, "/");
    assert_eq!(both.allocations, plain.allocations);
}

#[test]
fn a_switched_off_stage_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let off = cost(&stack! { (None::<Pass<1>>), => end }, "/");
    assert_eq!(off.allocations, plain.allocations);
}

#[test]
fn a_route_allocates_nothing_with_and_without_a_part() {
    let app = stack! {
        => routes {
            GET "/static" => end,
            GET "/part/{number}" => with_part,
            "/nested/{shop}" => { Pass::<1>, => routes { GET "/deep" => end } },
        }
    };
    for path in ["/static", "/part/7", "/nested/ann/deep"] {
        let routed = cost(&app, path);
        assert_eq!(routed.allocations, 0, "{path}");
    }
}

#[test]
fn stages_of_limits_allocate_nothing_for_a_request_that_is_within_them() {
    let plain = cost(&stack! { => end }, "/");
    for (name, with) in [
        ("BodyLimit", cost(&stack! { BodyLimit::new(), => end }, "/")),
        ("Timeout", cost(&stack! { Timeout::new(), => end }, "/")),
        (
            "ConcurrencyLimit",
            cost(&stack! { ConcurrencyLimit::new(), => end }, "/"),
        ),
    ] {
        assert_eq!(with.allocations, plain.allocations, "{name}");
    }
}

#[cfg(feature = "compression")]
#[test]
fn codings_allocate_nothing_for_what_is_not_packed() {
    let plain = cost(&stack! { => end }, "/");
    for (name, with) in [
        (
            "Compression",
            cost(&stack! { Compression::new(), => end }, "/"),
        ),
        (
            "Decompression",
            cost(&stack! { Decompression::new(), => end }, "/"),
        ),
    ] {
        assert_eq!(with.allocations, plain.allocations, "{name}");
    }
}

#[test]
fn a_layer_costs_the_same_at_every_depth() {
    let one = cost(&stack! { Pass::<1>, => end }, "/").future;
    let two = cost(&stack! { Pass::<1>, Pass::<2>, => end }, "/").future;
    let three = cost(&stack! { Pass::<1>, Pass::<2>, Pass::<3>, => end }, "/").future;
    assert_eq!(three - two, two - one);
}
