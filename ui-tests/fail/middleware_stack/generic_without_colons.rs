//! A generic stage without turbofish.
use onionskin::prelude::*;

struct Tag<T>(T);
#[middleware(before)]
impl<T: Send + Sync + 'static> Tag<T> {
    fn before(&self) {}
}
#[handler]
fn home() -> &'static str {
    ""
}
fn main() {
    let _ = middleware_stack! { Tag<u8>(3), => home };
}
