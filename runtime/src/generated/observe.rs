//! Observe: the frame of a `finally` stage, and what an error page keeps of the response it replaces.

use http::{HeaderName, HeaderValue, StatusCode, header};

use crate::{
    Request, Response, ResponseExt,
    context::Scope,
    panics::{Inside, quietly},
    response::{Raised, RaisedIn},
    service::Service,
};

/// How a request ended, as `#[middleware(finally)]` sees it.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[middleware(finally)]
/// fn count(req: &Request, outcome: Outcome<'_>) {
///     match outcome {
///         Outcome::Answered(res) => println!("{} {}", req.uri(), res.status()),
///         Outcome::Failed(res) => println!("{} failed: {}", req.uri(), res.status()),
///         Outcome::Panicked => println!("{} panicked", req.uri()),
///         Outcome::Disconnected => println!("{} was given up", req.uri()),
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// There was a response.
    Answered(&'a Response),
    /// There was a response that stands for an error, or whose status is 5xx.
    Failed(&'a Response),
    /// A stage below, or the handler, panicked; the client gets a 500.
    Panicked,
    /// The client hung up, or the request timed out further out, before there was a response.
    Disconnected,
}

impl<'a> Outcome<'a> {
    pub(crate) fn of(response: &'a Response) -> Self {
        if response.status().is_server_error() || response.error().is_some() {
            Self::Failed(response)
        } else {
            Self::Answered(response)
        }
    }
}

/// Runs the rest of the stack, and `finally` whatever comes of it.
pub async fn observe<'a, C, S, F>(
    stage: &'static str,
    request: &'a mut Request,
    cx: C::Refs<'a>,
    rest: &'a S,
    finally: F,
) -> Response
where
    C: Scope,
    S: Service<C>,
    F: Fn(&Request, Outcome<'_>) + Send,
{
    let mut last = Last::of(stage, request, finally);
    let response = rest.call(last.request(), C::shorten(cx)).await;
    if let Some(finally) = last.take() {
        let inside = Inside::of(stage);
        finally(last.request(), Outcome::of(&response));
        inside.done();
    }
    response
}

/// What is still to be done when a request ends, whether or not there was a response.
pub(crate) trait Finally {
    /// Does it.
    fn ended(self, request: &Request, outcome: Outcome<'_>);
}

impl<F: Fn(&Request, Outcome<'_>)> Finally for F {
    fn ended(self, request: &Request, outcome: Outcome<'_>) {
        self(request, outcome);
    }
}

/// Holds the request while the rest of the stack runs, and sees the end of the frame.
pub(crate) struct Last<'a, F: Finally> {
    stage: &'static str,
    request: &'a mut Request,
    finally: Option<F>,
}

impl<'a, F: Finally> Last<'a, F> {
    pub(crate) fn of(stage: &'static str, request: &'a mut Request, finally: F) -> Self {
        Self {
            stage,
            request,
            finally: Some(finally),
        }
    }

    pub(crate) fn request(&mut self) -> &mut Request {
        self.request
    }

    /// What was to be done: there is a response, and the frame ends as it should.
    pub(crate) fn take(&mut self) -> Option<F> {
        self.finally.take()
    }
}

impl<F: Finally> Drop for Last<'_, F> {
    fn drop(&mut self) {
        if let Some(finally) = self.finally.take() {
            let panicked = std::thread::panicking();
            let outcome = if panicked {
                Outcome::Panicked
            } else {
                Outcome::Disconnected
            };
            // Two panics at once would end the process.
            quietly(self.stage, || finally.ended(self.request, outcome));
        }
    }
}

/// What belongs to a status rather than to its page, and stays when another page takes its place.
#[derive(Debug)]
pub struct Kept {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    raised: Option<Raised>,
    raised_in: Option<RaisedIn>,
}

impl Kept {
    /// Of this response.
    pub fn of(response: &Response) -> Self {
        const NAMES: [HeaderName; 4] = [
            header::ALLOW,
            header::WWW_AUTHENTICATE,
            header::RETRY_AFTER,
            header::SET_COOKIE,
        ];
        let headers = NAMES
            .into_iter()
            .flat_map(|name| {
                let values = response.headers().get_all(&name).iter().cloned();
                values
                    .map(move |value| (name.clone(), value))
                    .collect::<Vec<_>>()
            })
            .collect();
        Self {
            status: response.status(),
            headers,
            raised: response.extensions().get().cloned(),
            raised_in: response.extensions().get().copied(),
        }
    }

    /// On the new page: the headers that it does not have, the status unless it has one, and for
    /// the log what the page stands for.
    pub fn on(self, mut page: Response) -> Response {
        if page.status() == StatusCode::OK {
            *page.status_mut() = self.status;
        }
        let present: Vec<HeaderName> = self
            .headers
            .iter()
            .map(|(name, _)| name.clone())
            .filter(|name| page.headers().contains_key(name))
            .collect();
        for (name, value) in self
            .headers
            .into_iter()
            .filter(|(name, _)| !present.contains(name))
        {
            page.headers_mut().append(name, value);
        }
        if page.error().is_none()
            && let Some(raised) = self.raised
        {
            page.extensions_mut().insert(raised);
        }
        if let Some(raised_in) = self.raised_in {
            page.extensions_mut().insert(raised_in);
        }
        page
    }
}
