//! App: a declared stack, ready to answer.

use std::pin::pin;

use http::{HeaderValue, Method, StatusCode};

use crate::{
    Application, Body, Request, Response, ResponseExt,
    context::{Provided, Root, Values},
    describe::Description,
    panics::{Stopped, add_last_words, answered},
    response::room,
    service::Service,
};

/// A whole stack with its values: what `middleware_stack!` makes when the stack has an end.
///
/// It is one nested static type, shared by all requests. [`serve`](crate::serve) puts it on a
/// socket, [`TestClient`](crate::TestClient) drives it without one.
pub struct App<V, S> {
    root: Root<V>,
    service: S,
}

impl<V, S> App<V, S> {
    /// Only the macro calls this.
    #[doc(hidden)]
    pub fn new(values: V, service: S, description: Description) -> Self {
        Self {
            root: Root {
                values,
                description,
            },
            service,
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
        &self.root.description
    }
}

impl<V, S> std::fmt::Debug for App<V, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("description", &self.root.description)
            .finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<V, S> Application for App<V, S>
where
    V: Values,
    S: Service<Provided<V>> + 'static,
{
    async fn respond<'a>(&'a self, request: &'a mut Request) -> Response {
        let mut response = {
            let answer = pin!(self.service.call(&mut *request, &self.root));
            answered(answer).await
        };
        if response.status().is_server_error() {
            log_failure(request, &mut response);
            add_last_words(request, &mut response);
        } else if response.status() == StatusCode::REQUEST_TIMEOUT {
            add_last_words(request, &mut response);
        }
        if *request.method() == Method::HEAD {
            drop_body(&mut response);
        }
        room::note(response.headers().len());
        response
    }
}

/// The client never sees why; the log does, once.
#[cold]
fn log_failure(request: &Request, response: &mut Response) {
    if let Some(stopped) = response.extensions_mut().remove::<Stopped>() {
        stopped.log(request);
    }
    if let Some(error) = response.error() {
        tracing::error!(
            stage = response.raised_in(),
            method = %request.method(),
            path = request.uri().path(),
            status = response.status().as_u16(),
            "{}", crate::error::Chain(error),
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
            .or_insert_with(|| decimal(length));
    }
    *response.body_mut() = Body::empty();
}

/// Of a text that is made for it: from a number it would be made in two allocations.
fn decimal(number: u64) -> HeaderValue {
    HeaderValue::try_from(number.to_string()).expect("a header may hold digits")
}
