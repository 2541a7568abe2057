//! Application: a whole stack, ready to answer.

use crate::{Request, Response};

/// A whole stack with its endpoint: answers every request.
#[diagnostic::on_unimplemented(
    message = "this is not a whole stack, so it cannot be served",
    label = "not an application",
    note = "give the whole stack, by value: `middleware_stack! {{ … => handler }}`"
)]
pub trait Application: Send + Sync + 'static {
    /// Answers one request; never fails and never panics, whatever the stages do.
    fn respond<'a>(
        &'a self,
        request: &'a mut Request,
    ) -> impl Future<Output = Response> + Send + 'a;
}

#[diagnostic::do_not_recommend]
impl<A: Application> Application for std::sync::Arc<A> {
    fn respond<'a>(
        &'a self,
        request: &'a mut Request,
    ) -> impl Future<Output = Response> + Send + 'a {
        A::respond(self, request)
    }
}
