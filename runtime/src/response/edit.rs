//! `EditResponse`: changing a response where it lies, in the future that gives it.

use crate::{Response, finished::finished};

/// Changes the response that a future gives, where it lies; in the prelude.
///
/// A stage that holds the response in a variable, changes it and returns it has it copied into the variable and out
/// of it again. This does the same without the copies.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[middleware]
/// async fn uncached(req: &mut Request, next: impl Next) -> Response {
///     let value = HeaderValue::from_static("no-store");
///     next.run(req)
///         .edit(|res| {
///             res.headers_mut().insert(header::CACHE_CONTROL, value);
///         })
///         .await
/// }
///
/// #[handler]
/// fn hello() -> &'static str {
///     "hello"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let client = onionskin::TestClient::new(middleware_stack! { uncached, => hello });
/// assert_eq!(client.get("/").await.header("cache-control"), Some("no-store"));
/// # }
/// ```
pub trait EditResponse: Future<Output = Response> + Sized {
    /// Gives the response of this future after `act` has changed it.
    ///
    /// # Cancel safety
    ///
    /// Dropped before its end, it drops this future, and `act` does not run.
    #[must_use = "it does nothing until it is awaited"]
    fn edit<A: FnOnce(&mut Response)>(self, act: A) -> impl Future<Output = Response>;
}

impl<F: Future<Output = Response>> EditResponse for F {
    #[inline]
    fn edit<A: FnOnce(&mut Response)>(self, act: A) -> impl Future<Output = Response> {
        let mut act = Some(act);
        finished(self, move |response: &mut Response| {
            if let Some(act) = act.take() {
                act(response);
            }
        })
    }
}
