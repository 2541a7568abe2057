//! A function that does not say what its fragment would like.
use onionskin::prelude::*;

struct User;

#[middleware(after)]
fn audit(_user: Option<&User>, _res: &mut Response) {}

fn audited() -> impl Stage<Needs = (), Lends = ()> {
    middleware_stack! { audit }
}

fn main() {
    audited();
}
