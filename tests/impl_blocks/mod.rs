//! Attributes on `impl` blocks: stages, providers and handlers with generics and private state.

mod handlers;
mod providers;
mod stages;

use onionskin::prelude::*;

#[handler]
fn ok() -> &'static str {
    "ok"
}

/// Lends copies of a value.
pub(super) struct Copies<T>(T);

#[provider]
impl<T: Clone + Send + Sync + 'static> Copies<T> {
    async fn provide(&self) -> T {
        tokio::task::yield_now().await;
        self.0.clone()
    }
}
