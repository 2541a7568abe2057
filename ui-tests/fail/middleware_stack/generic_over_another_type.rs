//! A generic stage borrows another type than is provided.
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
        provide Loaded(1_u32);
        
        (Check(1_u64)),
        => home
    };
}
