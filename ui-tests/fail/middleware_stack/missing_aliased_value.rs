//! A stage borrows under an alias what nobody provides.
use onionskin::prelude::*;

struct Store<T>(T);
type Carts = Store<u64>;

#[middleware(before)]
fn check(_carts: &Carts) {}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        check,
        => home
    };
}
