//! A stage whose field threads cannot share.
use onionskin::prelude::*;

use std::cell::Cell;

struct Count(Cell<u64>);

#[middleware]
impl Count {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        self.0.set(self.0.get() + 1);
        next.run(req).await
    }
}

#[handler]
fn home() -> &'static str {
    "home"
}

fn main() {
    let _ = middleware_stack! { Count(Cell::new(0)), => home };
}
