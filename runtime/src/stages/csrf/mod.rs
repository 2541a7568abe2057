//! `Csrf`: refuses what another site made the visitor's browser send.

mod error;
mod exemptions;
mod judgement;
mod rejection;

use http::{Method, Version, header::UPGRADE};

use self::exemptions::changes_nothing;
pub use self::{error::CsrfError, rejection::CsrfRejection};
pub(super) use self::{exemptions::Exemptions, rejection::refused};
use super::{ClientAddr, cors::Origin};
use crate::{Request, middleware, request::LookUp as _};

/// Refuses what another site made the visitor's browser send: cross-site request forgery.
///
/// A browser says where a request comes from, and no page can change what it says. So a request that may
/// change something is judged by, in this order: its `Origin`, when that is
/// [trusted](Self::trust_origin); its `Sec-Fetch-Site`; its `Origin`, compared with the one that was
/// asked; the origin of its `Referer`. What says nothing of the kind comes from no browser of the last
/// years; it passes when it carries nothing that a browser adds by itself. What says something twice, or
/// something that cannot be read, is refused. So is a WebSocket that a page of another site opens.
///
/// It borrows the [`ClientAddr`], which knows the origin that was asked also behind proxies, and needs
/// nothing else: no session, no token in forms. So it guards logins, too. A refusal is a
/// [`CsrfRejection`], 403; what was wrong stands in the log alone.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn pay() -> &'static str {
///     "paid"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { ProxyHeaders::new(), Csrf::new(), => pay };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// let own = client.post("/").header("sec-fetch-site", "same-origin");
/// own.await.assert_status(200);
/// let foreign = client.post("/").header("sec-fetch-site", "cross-site");
/// foreign.await.assert_status(403);
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`trust_origin`](Self::trust_origin) | none | other origins that may send |
/// | [`allow_same_site`](Self::allow_same_site) | no | whether sibling domains may send |
/// | [`safe_method`](Self::safe_method) | `GET`, `HEAD`, `OPTIONS`, `TRACE` | what changes nothing |
/// | [`allow_unmarked`](Self::allow_unmarked), [`deny_unmarked`](Self::deny_unmarked) | without credentials | what does not say where it comes from |
/// | [`exempt_bearer`](Self::exempt_bearer) | no | whether `Authorization: Bearer` alone is enough |
/// | [`exempt`](Self::exempt) | none | what is not looked at |
///
/// # What this does not protect against
///
/// Scripts injected into pages of our own. A `GET` that changes something. Other pages of the same
/// origin. Sites that are trusted here. Certificates of clients, which browsers send by themselves, are
/// not seen: with them, say [`deny_unmarked`](Self::deny_unmarked). Over plain http browsers send no
/// `Sec-Fetch-Site`, and whoever sits in between can change everything.
///
/// It refuses forms of our own where a browser sends no `Sec-Fetch-Site` and the page has
/// `Referrer-Policy: no-referrer`, the strict set of [`SecurityHeaders`](crate::SecurityHeaders): their
/// `Origin` is `null` (Fetch, section 3.2). Over plain http, and for Safari before 16.4, choose
/// [`ReferrerPolicy::SameOrigin`](crate::ReferrerPolicy::SameOrigin).
///
/// Sources: W3C Fetch Metadata Request Headers; RFC 6454; the OWASP Cross-Site Request Forgery Prevention
/// Cheat Sheet.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Csrf {
    trusted: Vec<Origin>,
    exemptions: Exemptions,
    allows_same_site: bool,
    unmarked: Unmarked,
    unfit: Option<CsrfError>,
}

/// What becomes of a request that does not say where it comes from.
#[derive(Clone, Copy, Debug, Default)]
enum Unmarked {
    #[default]
    WithoutCredentials,
    Allowed,
    Denied,
}

impl Csrf {
    /// Lets through what comes from the origin that is asked.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets pages of another origin send, too: `https://example.org`, with a port if it has one.
    pub fn trust_origin(mut self, origin: &str) -> Self {
        match Origin::parse(origin) {
            Ok(origin) => self.trusted.push(origin),
            Err(reason) => {
                let text = origin.to_owned();
                self.unfit.get_or_insert(CsrfError::Origin { text, reason });
            }
        }
        self
    }

    /// Lets pages of the same site send, too: `blog.example.org` to `shop.example.org`.
    ///
    /// Only browsers that send `Sec-Fetch-Site` tell.
    ///
    /// # Security
    ///
    /// Every sibling domain is believed then, and so is whoever has taken one over.
    pub fn allow_same_site(mut self) -> Self {
        self.allows_same_site = true;
        self
    }

    /// Takes another method as one that changes nothing, say `QUERY`.
    pub fn safe_method(mut self, method: Method) -> Self {
        if let Err(error) = self.exemptions.add_safe_method(method) {
            self.unfit.get_or_insert(error);
        }
        self
    }

    /// Lets through whatever does not say where it comes from.
    ///
    /// # Security
    ///
    /// Browsers from before 2020 may leave both headers out.
    pub fn allow_unmarked(mut self) -> Self {
        self.unmarked = Unmarked::Allowed;
        self
    }

    /// Refuses whatever does not say where it comes from, also when it carries no credentials.
    pub fn deny_unmarked(mut self) -> Self {
        self.unmarked = Unmarked::Denied;
        self
    }

    /// Lets through what has `Authorization: Bearer` and no cookies: no browser adds that by itself.
    pub fn exempt_bearer(mut self) -> Self {
        self.exemptions.add_bearer();
        self
    }

    /// Does not look at these requests, say those of a payment provider that calls back.
    ///
    /// Routes of a kind are better put into a stack of their own, without this stage.
    pub fn exempt(mut self, is_exempt: fn(&Request) -> bool) -> Self {
        self.exemptions.add(is_exempt);
        self
    }
}

#[middleware(before)]
impl Csrf {
    #[inline]
    fn before(&self, req: &Request, client: &ClientAddr) -> Result<(), CsrfRejection> {
        // An upgrade is no page, whatever its method.
        if changes_nothing(req.method()) && !asks_to_upgrade(req) {
            return Ok(());
        }
        self.examine(req, client)
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`CsrfError`] for a text that is no origin, and for a method that is never safe.
    #[check]
    pub fn check(&self) -> Result<(), CsrfError> {
        self.unfit.clone().map_or(Ok(()), Err)
    }
}

/// Tells whether it may be asked for another protocol, which HTTP/2 does by a method of its own (RFC 8441).
#[inline]
fn asks_to_upgrade(req: &Request) -> bool {
    req.version() <= Version::HTTP_11 && req.headers().has(&UPGRADE)
}
