//! `RequestIds`: the stage that gives every request a name.

mod request_id;

use std::{error::Error, fmt};

use http::HeaderName;

use super::{Texts, trust::Trust};
use crate::{Connection, NextWith, Peer, Request, RequestExt, Response, middleware};
pub use request_id::RequestId;
use request_id::USUAL;

/// Gives every request an id, and lends it as [`RequestId`].
///
/// The id stands in the request header that everything below reads, in the response, and wherever those who
/// borrow it put it. A [`Trace`](crate::Trace) below puts it on every line that is logged of the request, an
/// [`AccessLog`](crate::AccessLog) on its own; how much of it is shown is up to the subscriber. What a peer sends in that header is kept only when the peer is trusted and the id is one:
/// else it is replaced, so that nobody can write into our logs, or make two requests look like one. A
/// response that has the header already keeps its own.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn show(id: &RequestId) -> String {
///     id.to_string()
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { RequestIds::new().trust(["127.0.0.1"]), => show };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// let response = client.get("/").header("x-request-id", "from-the-proxy").await;
/// response.assert_header("x-request-id", "from-the-proxy");
/// let response = client.get("/").header("x-request-id", "x").await;
/// assert_eq!(response.header("x-request-id").unwrap().len(), 36);
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`header`](Self::header) | `x-request-id` |
/// | [`trust`](Self::trust), [`trust_unix`](Self::trust_unix), [`trust_everyone`](Self::trust_everyone) | nobody |
/// | [`generate`](Self::generate) | [`RequestId::random`] |
/// | [`accept`](Self::accept) | 8 to 128 of `A-Z a-z 0-9 . _ -` |
///
/// # What this does not protect against
///
/// Ids are no secrets. Those of [`RequestId::random`] tell when they were made, and they are no proof that two requests are the same.
///
/// Source: RFC 9562, section 5.7, for the ids; the header has no standard.
#[derive(Clone, Debug)]
#[must_use]
pub struct RequestIds {
    header: HeaderName,
    trust: Trust,
    generate: fn() -> RequestId,
    accept: fn(&RequestId) -> bool,
    unfit: Option<RequestIdsError>,
}

/// Settings of [`RequestIds`] that cannot work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestIdsError {
    /// This is neither an address nor a network.
    Network(String),
    /// This cannot be the name of a header.
    HeaderName(String),
}

impl RequestIds {
    /// Gives every request an id made here.
    pub fn new() -> Self {
        Self {
            header: USUAL,
            trust: Trust::default(),
            generate: RequestId::random,
            accept: |_| true,
            unfit: None,
        }
    }

    /// Names the header of requests and responses.
    pub fn header(mut self, name: &str) -> Self {
        match HeaderName::try_from(name) {
            Ok(name) => self.header = name,
            Err(_) => self.refuse(RequestIdsError::HeaderName(name.to_owned())),
        }
        self
    }

    /// Keeps the ids that peers in these networks send.
    ///
    /// A network is written as `10.0.0.0/8`, a single machine as `192.0.2.1`.
    pub fn trust(mut self, networks: impl Texts) -> Self {
        for network in networks {
            if let Err(text) = self.trust.add(network.as_ref()) {
                self.refuse(RequestIdsError::Network(text));
            }
        }
        self
    }

    /// Keeps the ids that peers on Unix sockets send.
    pub fn trust_unix(mut self) -> Self {
        self.trust.unix = true;
        self
    }

    /// Keeps the ids that anybody sends.
    ///
    /// # Security
    ///
    /// Clients can then make their requests look like those of others in the logs.
    pub fn trust_everyone(mut self) -> Self {
        self.trust.everyone = true;
        self
    }

    /// Makes ids another way.
    pub fn generate(mut self, generate: fn() -> RequestId) -> Self {
        self.generate = generate;
        self
    }

    /// Keeps only ids that fit, of those that trusted peers send.
    pub fn accept(mut self, accept: fn(&RequestId) -> bool) -> Self {
        self.accept = accept;
        self
    }

    fn refuse(&mut self, error: RequestIdsError) {
        self.unfit.get_or_insert(error);
    }

    /// The id that the request came with, when it can be believed.
    fn sent(&self, req: &Request) -> Option<RequestId> {
        let peer = || req.connection().map_or(Peer::Unknown, Connection::peer);
        if !self.trust.everyone && !self.trust.believes(peer()) {
            return None;
        }
        let mut sent = req.headers().get_all(&self.header).iter();
        let id = RequestId::read(sent.next()?)?;
        (sent.next().is_none() && (self.accept)(&id)).then_some(id)
    }
}

#[middleware]
impl RequestIds {
    /// Tells whether these settings can work.
    ///
    /// # Errors
    ///
    /// The first [`RequestIdsError`] that was met.
    #[check]
    pub fn check(&self) -> Result<(), RequestIdsError> {
        self.unfit.clone().map_or(Ok(()), Err)
    }

    async fn handle(&self, req: &mut Request, next: impl NextWith<RequestId>) -> Response {
        let id = if let Some(id) = self.sent(req) {
            id
        } else {
            let id = (self.generate)();
            req.headers_mut().insert(&self.header, id.value());
            id
        };
        if self.header != USUAL {
            // For logs and error pages, which else look under the usual name.
            req.extensions_mut().insert(id.clone());
        }
        let mut response = next.run_with(req, &id).await;
        response
            .headers_mut()
            .entry(&self.header)
            .or_insert_with(|| id.into_value());
        response
    }
}

impl Default for RequestIds {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for RequestIdsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(text) => write!(
                formatter,
                "{text:?} is neither an address nor a network; write `192.0.2.1`, `10.0.0.0/8` or `fd00::/8`"
            ),
            Self::HeaderName(text) => write!(
                formatter,
                "{text:?} cannot be the name of a header; write one like `x-request-id`"
            ),
        }
    }
}

impl Error for RequestIdsError {}
