//! What a frame of each kind costs.

use onionskin::{middleware_stack as stack, prelude::*};

use crate::{BOXED, POINTER, Pass, after, before, bytes_each, cost, end};

/// As `Pass`, with a frame of ours around the user's.
struct Trying<const N: usize>;

#[middleware]
impl<const N: usize> Trying<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Result<Response, StatusCode> {
        Ok(next.run(req).await)
    }
}

/// A hook on the way in that may refuse.
struct Admitting<const N: usize>;

#[middleware(before)]
impl<const N: usize> Admitting<N> {
    fn before(&self, req: &Request) -> Result<(), StatusCode> {
        if req.headers().contains_key("x-refused") {
            return Err(StatusCode::FORBIDDEN);
        }
        Ok(())
    }
}

/// A hook on the way out.
struct Marking<const N: usize>;

#[middleware(after)]
impl<const N: usize> Marking<N> {
    fn after(&self, res: &mut Response) {
        *res.version_mut() = http::Version::HTTP_11;
    }
}

#[middleware(before)]
async fn before_later(req: &mut Request) {
    *req.version_mut() = http::Version::HTTP_11;
}

#[middleware(after)]
async fn after_later(res: &mut Response) {
    *res.version_mut() = http::Version::HTTP_11;
}

#[error_handler]
fn on_error(_err: &StatusCode) -> StatusCode {
    StatusCode::CONFLICT
}

#[middleware(finally)]
fn finally(_outcome: Outcome<'_>) {}

#[test]
fn twelve_pass_through_stages_allocate_nothing_and_add_64_bytes_each() {
    let plain = cost(&stack! { => end }, "/");
    let one = cost(&stack! { Pass::<1>, => end }, "/");
    let twelve = stack! {
        Pass::<1>, Pass::<2>, Pass::<3>, Pass::<4>, Pass::<5>, Pass::<6>, Pass::<7>, Pass::<8>,
        Pass::<9>, Pass::<10>, Pass::<11>, Pass::<12>,
        => end
    };
    let twelve = cost(&twelve, "/");
    assert_eq!(twelve.allocations, plain.allocations);
    assert!(bytes_each(twelve, plain, 12) <= 64, "{twelve:?} {plain:?}");
    assert!(bytes_each(twelve, one, 11) <= 64, "{twelve:?} {one:?}");
}

#[test]
fn a_layer_costs_the_same_at_every_depth() {
    let one = cost(&stack! { Pass::<1>, => end }, "/").future;
    let two = cost(&stack! { Pass::<1>, Pass::<2>, => end }, "/").future;
    let three = cost(&stack! { Pass::<1>, Pass::<2>, Pass::<3>, => end }, "/").future;
    assert_eq!(three - two, two - one);
}

#[test]
fn sync_hooks_allocate_nothing_and_share_one_frame() {
    // Around more than a bare handler: the frame has room for a refusal in any case.
    let plain = cost(&stack! { Pass::<1>, Pass::<2>, => end }, "/");
    let inwards = cost(&stack! { before, Pass::<1>, Pass::<2>, => end }, "/");
    let one = cost(&stack! { after, Pass::<1>, Pass::<2>, => end }, "/");
    let two = cost(&stack! { before, after, Pass::<1>, Pass::<2>, => end }, "/");
    assert_eq!(two.allocations, plain.allocations);
    // How far a group had come when it refused is a byte of its frame.
    assert!(two.future <= one.future + 8, "{two:?} {one:?}");
    assert!(bytes_each(two, plain, 1) <= 96, "{two:?} {plain:?}");
    // What acts on the way in alone keeps nothing for the way out.
    assert!(bytes_each(inwards, plain, 1) <= 72, "{inwards:?} {plain:?}");
    // What acts on the way out alone has no frame, but the place of what it borrows.
    assert!(bytes_each(one, plain, 1) <= 24, "{one:?} {plain:?}");
    let answered = cost(&stack! { => end }, "/");
    assert!(answered.future <= 96 + POINTER, "{answered:?}");
    let refusing = cost(&stack! { before, after, => end }, "/");
    assert!(refusing.future <= 208, "{refusing:?}");
}

#[test]
fn sixteen_hooks_allocate_nothing_and_share_one_frame() {
    let two = cost(&stack! { Admitting::<1>, Marking::<1>, => end }, "/");
    let sixteen = stack! {
        Admitting::<1>, Marking::<1>, Admitting::<2>, Marking::<2>, Admitting::<3>, Marking::<3>,
        Admitting::<4>, Marking::<4>, Admitting::<5>, Marking::<5>, Admitting::<6>, Marking::<6>,
        Admitting::<7>, Marking::<7>, Admitting::<8>, Marking::<8>,
        => end
    };
    assert_eq!(cost(&sixteen, "/"), two);
}

#[test]
fn a_stage_that_may_fail_allocates_nothing_until_it_does() {
    let plain = cost(&stack! { => end }, "/");
    let one = cost(&stack! { Trying::<1>, => end }, "/");
    let two = cost(&stack! { Trying::<1>, Trying::<2>, => end }, "/");
    assert_eq!((one.allocations, two.allocations), (BOXED, BOXED));
    assert!(bytes_each(two, one, 1) <= 128, "{two:?} {one:?} {plain:?}");
}

#[test]
fn an_async_hook_allocates_nothing() {
    let plain = cost(&stack! { => end }, "/");
    let on_the_way_in = cost(&stack! { before_later, => end }, "/");
    let on_the_way_out = cost(&stack! { after_later, => end }, "/");
    assert_eq!(
        (on_the_way_in.allocations, on_the_way_out.allocations),
        (BOXED, BOXED)
    );
    assert!(
        bytes_each(on_the_way_in, plain, 1) <= 96,
        "{on_the_way_in:?} {plain:?}"
    );
    // The response waits in the frame while the hook does.
    assert!(
        bytes_each(on_the_way_out, plain, 1) <= 288,
        "{on_the_way_out:?} {plain:?}"
    );
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
