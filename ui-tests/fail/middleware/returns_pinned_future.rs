//! Returns a Pin Box future.
use onionskin::prelude::*;

use std::{future::Future, pin::Pin};
#[middleware]
fn auth(req: &mut Request, next: impl Next) -> Pin<Box<dyn Future<Output = Response> + Send + '_>> {
    Box::pin(async move { next.run(req).await })
}

fn main() {}
