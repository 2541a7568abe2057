//! A stage in a stack that changes itself.
use onionskin::prelude::*;

#[derive(Default)]
struct Counter<T> {
    requests: u64,
    kind: T,
}

#[middleware]
impl<T: Send + Sync + 'static> Counter<T> {
    async fn handle(&mut self, req: &mut Request, next: impl Next) -> Response {
        self.requests += 1;
        next.run(req).await
    }
}

#[handler]
fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _ = middleware_stack! {
        Counter::<u8>::default(),
        => hello
    };
}
