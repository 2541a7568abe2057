//! A generic stage borrows what nobody provides.
use onionskin::prelude::*;

struct Loaded<T>(T);

struct Check<T>(T);

#[middleware(before)]
impl<T: Send + Sync + 'static> Check<T> {
    fn before(&self, _loaded: &Loaded<T>) {}
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! {
        (Check(1_u64)),
        => home
    };
}
