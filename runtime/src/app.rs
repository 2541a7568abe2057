//! App: a declared stack, ready to answer.

use std::pin::pin;

use http::Method;

use crate::{
    Application, Body, Request, Response,
    context::Provided,
    describe::Description,
    panics::{Contained, Stopped},
    response::{ResponseExt, room},
    service::Service,
};

/// A whole stack with its values: what `middleware_stack!` makes when the stack has an end.
///
/// It is one nested static type, shared by all requests. [`serve`](crate::serve) puts it on a
/// socket, [`TestClient`](crate::TestClient) drives it without one.
pub struct App<V, S> {
    values: V,
    service: S,
    description: Description,
}

impl<V, S> App<V, S> {
    /// Only the macro calls this.
    #[doc(hidden)]
    pub fn new(values: V, service: S, description: Description) -> Self {
        Self {
            values,
            service,
            description,
        }
    }

    /// What the stack is made of: its stages from the outside in, what each needs and lends, and
    /// the routes.
    ///
    /// Its `Display` is an indented tree; `to_mermaid` and `to_svg` draw it. Values of settings
    /// are not part of it.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// #[handler]
    /// fn hello() -> &'static str {
    ///     "hello"
    /// }
    ///
    /// let app = middleware_stack! { => routes { GET "/" => hello } };
    /// assert!(app.describe().to_string().starts_with("GET / => hello"));
    /// ```
    pub fn describe(&self) -> &Description {
        &self.description
    }
}

impl<V, S> std::fmt::Debug for App<V, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("description", &self.description)
            .finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<V, S> Application for App<V, S>
where
    V: Send + Sync + 'static,
    S: Service<Provided<V>> + 'static,
{
    async fn respond<'a>(&'a self, request: &'a mut Request) -> Response {
        let response = {
            let answer = pin!(self.service.call(&mut *request, &self.values));
            Contained(answer).await
        };
        room::note(response.headers().len());
        if response.status().is_server_error() || *request.method() == Method::HEAD {
            return unusual(request, response);
        }
        response
    }
}

/// What becomes of a response that is not handed on as it is; most are, and are not even moved for it.
#[cold]
#[inline(never)]
fn unusual(request: &Request, mut response: Response) -> Response {
    if response.status().is_server_error() {
        log_failure(request, &mut response);
    }
    if *request.method() == Method::HEAD {
        drop_body(&mut response);
    }
    response
}

/// The client never sees why; the log does, once.
fn log_failure(request: &Request, response: &mut Response) {
    if let Some(stopped) = response.extensions_mut().remove::<Stopped>() {
        tracing::error!(
            stage = stopped.stage.unwrap_or("unknown"),
            method = %request.method(),
            path = request.uri().path(),
            "a stage panicked: {}", stopped.message,
        );
    }
    if let Some(error) = response.error() {
        let mut causes = String::new();
        let mut cause = error.source();
        while let Some(next) = cause {
            causes.push_str(": ");
            causes.push_str(&next.to_string());
            cause = next.source();
        }
        tracing::error!(
            method = %request.method(),
            path = request.uri().path(),
            status = response.status().as_u16(),
            "{error}{causes}",
        );
    }
}

/// The response to HEAD is that to GET without its bytes, and says how many they are (RFC 9110, 9.3.2).
fn drop_body(response: &mut Response) {
    use http_body::Body as _;
    let body = std::mem::take(response.body_mut());
    if let Some(length) = body.size_hint().exact().filter(|_| !body.is_end_stream()) {
        response
            .headers_mut()
            .entry(http::header::CONTENT_LENGTH)
            .or_insert_with(|| http::HeaderValue::from(length));
    }
    *response.body_mut() = Body::empty();
}
