//! `Hsts`: browsers come back by https alone.

use std::{fmt, time::Duration};

use http::{HeaderValue, header::STRICT_TRANSPORT_SECURITY};

use crate::{ClientAddr, EditResponse, Next, Request, Response, middleware};

/// Tells browsers to come back by https alone, with `Strict-Transport-Security`.
///
/// It is said only to whoever came by https, to us or to the trusted proxy in front: browsers ignore it
/// otherwise (RFC 6797, section 8.1). Behind a proxy it belongs below
/// [`ProxyHeaders`](crate::ProxyHeaders), whose [`ClientAddr`] knows that; without one, the connection is
/// asked. An answer that says it itself keeps what it says.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn page() -> &'static str {
///     "page"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { ProxyHeaders::new(), Hsts::new(), => page };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// client
///     .get("https://example.org/")
///     .await
///     .assert_header("strict-transport-security", "max-age=63072000; includeSubDomains");
/// let plain = client.get("http://example.org/").await;
/// assert!(!plain.headers().contains_key("strict-transport-security"));
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`max_age`](Self::max_age) | two years | how long it counts; zero takes it back |
/// | [`without_subdomains`](Self::without_subdomains) | subdomains too | |
/// | [`preload`](Self::preload) | no | asks to be built into browsers |
///
/// # Security
///
/// It cannot be taken back at once: who has seen it stays with https, and every subdomain needs a
/// certificate. Begin with a short time where that is not certain.
///
/// Behind a proxy that ends TLS and with no `ProxyHeaders` above, every connection is clear text, and nothing
/// is said. A `ProxyHeaders` below it in the same stack is refused by the compiler.
///
/// # What this does not protect against
///
/// The very first visit; only [`preload`](Self::preload) does. A visitor who is asked by plain http is not
/// sent on: that is what a redirect to https is for.
///
/// Source: RFC 6797.
#[derive(Clone, Debug)]
#[must_use]
pub struct Hsts {
    seconds: u64,
    has_subdomains: bool,
    is_preloaded: bool,
    value: HeaderValue,
}

/// What the lists that browsers are built with ask for (hstspreload.org).
const SHORTEST_PRELOADED: u64 = 31_536_000;

impl Hsts {
    /// Asks for https for two years, here and on all subdomains.
    pub fn new() -> Self {
        Self {
            seconds: 63_072_000,
            has_subdomains: true,
            is_preloaded: false,
            value: HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        }
    }

    /// Sets for how long browsers remember it; sent in whole seconds. Zero makes them forget.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.seconds = age.as_secs();
        self.written()
    }

    /// Leaves the subdomains alone.
    pub fn without_subdomains(mut self) -> Self {
        self.has_subdomains = false;
        self.written()
    }

    /// Agrees to be put on the lists that browsers are built with.
    ///
    /// # Security
    ///
    /// It takes months to get off such a list. It has to be asked for at hstspreload.org, too.
    pub fn preload(mut self) -> Self {
        self.is_preloaded = true;
        self.written()
    }

    /// Not where it is called: an answer in clear text is the shorter for it.
    #[inline(never)]
    fn mark(&self, response: &mut Response) {
        if !response.status().is_informational() {
            let header = response.headers_mut().entry(STRICT_TRANSPORT_SECURITY);
            header.or_insert_with(|| self.value.clone());
        }
    }

    fn written(mut self) -> Self {
        let mut text = format!("max-age={}", self.seconds);
        if self.has_subdomains {
            text.push_str("; includeSubDomains");
        }
        if self.is_preloaded {
            text.push_str("; preload");
        }
        // Digits and words, so it always fits.
        if let Ok(value) = HeaderValue::try_from(text) {
            self.value = value;
        }
        self
    }
}

#[middleware]
impl Hsts {
    #[applies]
    fn is_for(req: &Request, client: Option<&ClientAddr>) -> bool {
        ClientAddr::is_https_or_direct(client, req)
    }

    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).edit(|response| self.mark(response)).await
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`HstsError`] when it could not be put on the lists that it asks for.
    #[check]
    pub fn check(&self) -> Result<(), HstsError> {
        if self.is_preloaded && (self.seconds < SHORTEST_PRELOADED || !self.has_subdomains) {
            return Err(HstsError::Preload);
        }
        Ok(())
    }
}

impl Default for Hsts {
    fn default() -> Self {
        Self::new()
    }
}

/// Says why a [`Hsts`] cannot work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HstsError {
    /// The lists of browsers take no site for less than a year or without its subdomains.
    Preload,
}

impl fmt::Display for HstsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Preload = self;
        write!(
            formatter,
            "`preload` asks for a year at least and for all subdomains: write `.max_age` with \
             {SHORTEST_PRELOADED} seconds or more and leave `.without_subdomains()` out, or leave \
             `.preload()` out"
        )
    }
}

impl std::error::Error for HstsError {}
