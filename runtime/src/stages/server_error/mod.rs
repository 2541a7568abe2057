//! `ServerError`: turns what nobody has answered for into an answer.

mod debug_page;
mod fault;
mod form;
mod liked;
mod page;

use std::{fmt, pin::pin, sync::Arc};

pub use fault::Fault;

use self::form::Form;
pub(super) use self::liked::write_as_liked;
use crate::{
    IntoResponse, Next, Request, Response, Stage, backtrace,
    describe::Description,
    generated::Kept,
    http::StatusCode,
    middleware,
    panics::{Stopped, answered, contained},
};

/// Turns every unhandled error, panic and bare 5xx below it into an answer that the client can read.
///
/// The answer is a problem (RFC 9457), an HTML page or text, whichever the client's `Accept` likes
/// best; problems where it does not care. It says the status, the request's id where there is one,
/// and the words of a [`Problem`](crate::Problem), which were meant for the client. It never says
/// anything of the error. The log does: each once, with its causes and the stage that it came from.
///
/// What is below 500 passes, and so does a 5xx with a page that somebody has written. Status, cookies
/// and other headers of a response stay; only its body changes.
///
/// It belongs below the stages whose headers errors should carry too, such as `Cors`, and above
/// everything that may fail.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn stock() -> Result<String, onionskin::Error> {
///     Ok(std::fs::read_to_string("/nowhere/stock.txt")?)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { ServerError::new(), => routes { GET "/stock" => stock } };
/// let client = onionskin::TestClient::new(app);
///
/// let res = client.get("/stock").header("accept", "text/html").await;
/// res.assert_status(500).assert_header("content-type", "text/html; charset=utf-8");
/// assert!(!res.text().await.contains("nowhere"));
/// # }
/// ```
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`with`](Self::with) | the pages described above |
/// | [`debug`](Self::debug) | `false` |
///
/// # After the response has begun
///
/// An error in the middle of a streamed body cannot become a page any more. The response is broken
/// off, so that the client sees that it is not whole, and the server logs the error once. That is so
/// with and without this stage.
///
/// # What this does not protect against
///
/// Pages of your own that tell too much: those pass as they are. Answers carry
/// `X-Content-Type-Options: nosniff` and `Cache-Control: no-store`.
///
/// The request's id is its `X-Request-Id`, which [`RequestIds`](crate::RequestIds) sees to. Without
/// that stage it is what the client has sent, if it can be an id at all: 8 to 128 letters, digits, `.`,
/// `_` and `-`.
///
/// Sources: RFC 9457; RFC 9110, section 12.5.1; OWASP Error Handling Cheat Sheet.
#[derive(Clone, Default)]
pub struct ServerError {
    page: Option<Arc<Page>>,
    debug: bool,
}

type Page = dyn Fn(&Fault<'_>) -> Response + Send + Sync;

impl ServerError {
    /// Answers with the built-in pages, and shows nothing of the inside.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers with a page of your own, in place of the built-in ones.
    ///
    /// A page with the status 200 gets the status of the fault. Where it panics, the built-in page is
    /// the answer.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{prelude::*, stages::Fault};
    ///
    /// fn sorry(fault: &Fault<'_>) -> Html<String> {
    ///     Html(format!("<h1>Sorry</h1> Tell us {}.", fault.request_id().unwrap_or("when it was")))
    /// }
    ///
    /// #[handler]
    /// fn broken() -> StatusCode {
    ///     StatusCode::BAD_GATEWAY
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let app = middleware_stack! { ServerError::new().with(sorry), => broken };
    /// let res = onionskin::TestClient::new(app).get("/").await;
    /// assert!(res.assert_status(502).text().await.starts_with("<h1>Sorry"));
    /// # }
    /// ```
    #[must_use]
    pub fn with<P, R>(mut self, page: P) -> Self
    where
        P: Fn(&Fault<'_>) -> R + Send + Sync + 'static,
        R: IntoResponse,
    {
        self.page = Some(Arc::new(move |fault| page(fault).into_response()));
        self
    }

    /// Shows developers all that is known: the error and its causes, the stage that it came from, the
    /// stack, the head of the request, and the calls that led there.
    ///
    /// So that panics have a backtrace, a hook of ours then runs before the program's own panic hook. An
    /// error has one where `?` has made an [`Error`](crate::Error) of it.
    ///
    /// # Security
    ///
    /// The page is for clients on this machine: the peer's address is a loopback one, the host that
    /// was asked is too (`localhost`, `127.0.0.1`, `[::1]`), and no header says that a proxy has
    /// forwarded the request, nor did one that [`ProxyHeaders`](crate::ProxyHeaders) has taken off. Others
    /// get the usual answer. Headers and fields that are secret by their names are redacted, but what an
    /// error says is shown as it is. Keep it switched off where strangers have an account on the machine, or
    /// a proxy that adds no header runs on it.
    #[must_use]
    pub fn debug(mut self, debug: bool) -> Self {
        if debug {
            backtrace::want();
        }
        self.debug = debug;
        self
    }
}

#[middleware]
impl ServerError {
    async fn handle(&self, req: &mut Request, stack: &Description, next: impl Next) -> Response {
        let mut response = {
            let rest = pin!(next.run(&mut *req));
            answered(rest).await
        };
        if response.status().is_server_error() {
            self.answer(req, &mut response, stack);
        }
        response
    }
}

impl ServerError {
    /// Changes the response where it lies: most are handed on as they are.
    #[cold]
    #[inline(never)]
    fn answer(&self, request: &Request, response: &mut Response, stack: &Description) {
        let stopped = response.extensions_mut().remove::<Stopped>();
        if let Some(stopped) = &stopped {
            stopped.log(request);
            *response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        let fault = Fault::of(request, response, stopped.as_ref());
        if !fault.is_bare(response) {
            page::harden(response.headers_mut());
            return;
        }
        if self.debug && debug_page::is_for(request) {
            let facts = debug_page::Facts::of(&fault, stack);
            debug_page::put(response, &facts);
        } else if let Some(page) = self.own_page(&fault) {
            *response = Kept::of(response).on(page);
        } else {
            let form = Form::of(request.headers(), [Form::Json, Form::Html, Form::Text]);
            let text = page::text(&fault, form);
            page::put(response, form, text);
        }
        page::harden(response.headers_mut());
    }

    /// The page of the user's, unless there is none or it panics.
    fn own_page(&self, fault: &Fault<'_>) -> Option<Response> {
        let page = self.page.as_ref()?;
        contained(|| page(fault))
            .inspect_err(|message| {
                tracing::error!(stage = Self::NAME, "a stage panicked: {message}");
            })
            .ok()
    }
}

impl fmt::Debug for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerError")
            .field("own_page", &self.page.is_some())
            .field("debug", &self.debug)
            .finish()
    }
}
