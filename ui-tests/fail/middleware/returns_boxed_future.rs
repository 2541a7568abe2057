//! A middleware that returns a boxed future.
use onionskin::prelude::*;

use std::pin::Pin;

#[middleware]
fn auth<'a>(
    req: &'a mut Request,
    next: impl Next + 'a,
) -> Pin<Box<dyn Future<Output = Response> + Send + 'a>> {
    Box::pin(async move { next.run(req).await })
}

fn main() {}
