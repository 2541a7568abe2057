//! A caller whose bodies look as if they misused the rest of the stack, and whose types hide lifetimes.
use std::{collections::HashMap, sync::Arc};

use onionskin::prelude::*;

type Registry = HashMap<&'static str, u32>;

trait Store: Send + Sync {}

struct Tag<T>(T);

#[middleware(before)]
impl Tag<&'static str> {
    fn before(&self, _registry: &Registry) {
        let _ = self.0;
    }
}

async fn watched<F: Future<Output = Response>>(rest: F) -> Response {
    rest.await
}

#[middleware]
async fn later(req: &mut Request, next: impl Next) -> Response {
    let rest = next.run(req);
    let res = rest.await;
    let next = |_: &str| ();
    next("the name is another's now");
    res
}

#[middleware]
async fn given(req: &mut Request, next: impl Next) -> Response {
    let mut words = ["a"].iter();
    words.next();
    watched(next.run(req)).await
}

#[middleware]
async fn owned(_req: &mut Request, next: impl Next) -> Response {
    let mut own = Request::default();
    next.run(&mut own).await
}

#[handler]
async fn home(registry: &Registry, _store: &Option<Arc<dyn Store>>) -> String {
    std::future::ready(()).await;
    registry.len().to_string()
}

fn main() {
    let _ = middleware_stack! {
        provide Registry::new(), None::<Arc<dyn Store>>;

        later,
        given,
        owned,
        Tag("a"),
        => home
    };
}
