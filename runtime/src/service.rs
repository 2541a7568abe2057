//! Service: whatever answers a request in a context; nests, routers and endpoints all are one.

use crate::{Request, Response, context::Scope};

/// Answers a request in the context `C`.
pub trait Service<C: Scope>: Send + Sync {
    /// Answers it.
    fn call<'a>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
    ) -> impl Future<Output = Response> + Send;
}
