//! `TrustedReferrer`: the stage that tells from whose page a request comes.

mod error;
mod judgement;
mod origin_pattern;
mod referrer_trust;

use http::{HeaderValue, StatusCode};

use self::origin_pattern::OriginPattern;
use super::{ClientAddr, Texts};
use crate::{
    IntoResponse, NextWith, Problem, Request, Response, either::Either, middleware, response::vary,
};
pub use error::TrustedReferrerError;
pub use referrer_trust::ReferrerTrust;

/// Tells from whose page a request comes, and lends the verdict as [`ReferrerTrust`].
///
/// For what depends on where a visitor comes from: a page that shows what a partner put into the query, an
/// entry that only our own pages link to. Browsers tell it in `Sec-Fetch-Site` and in `Referer`; where the
/// first is there, it decides what is our own. Scheme, host and port are compared. A `Referer` that cannot be
/// read, and one of the two that is there twice, are not trusted.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn offer(referrer: &ReferrerTrust) -> &'static str {
///     if referrer.is_trusted() { "welcome" } else { "who sent you?" }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     ProxyHeaders::new(),
///     TrustedReferrer::new().allow(["https://*.partner.example"]),
///     => offer
/// };
/// # #[cfg(feature = "testing")] {
/// let client = onionskin::TestClient::new(app);
/// let response = client.get("/").header("referer", "https://www.partner.example/list").await;
/// assert_eq!(response.text().await, "welcome");
/// assert_eq!(client.get("/").await.text().await, "who sent you?");
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | setting | default |
/// |---|---|
/// | [`allow`](Self::allow), [`allow_any`](Self::allow_any) | no origin but our own |
/// | [`distrust_same_origin`](Self::distrust_same_origin) | our own origin is trusted |
/// | [`same_site`](Self::same_site) | other hosts and ports of our site are not |
/// | [`allow_missing`](Self::allow_missing) | a request that does not tell is not |
/// | [`block`](Self::block), [`block_as_bad_request`](Self::block_as_bad_request) | nothing is refused |
///
/// # What this does not protect against
///
/// Programs other than browsers send what they like. Visitors, pages and extensions may leave `Referer` away.
/// So this is no defence against forged requests, and no access control.
///
/// Caches that mix up the answers to visitors from here and from there. Where the stage refuses it says in `Vary`
/// what that depends on; a page that goes by the verdict says so itself, with
/// [`vary_by`](crate::ResponseExt::vary_by) for `Referer` and `Sec-Fetch-Site`, or is kept out of them.
///
/// Source: RFC 9110, section 10.1.3; W3C Fetch Metadata.
#[derive(Clone, Debug)]
#[must_use]
pub struct TrustedReferrer {
    allowed: Vec<OriginPattern>,
    own: Own,
    missing: bool,
    any: bool,
    refusal: Option<StatusCode>,
    unfit: Option<TrustedReferrerError>,
}

/// What counts as our own.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Own {
    Nothing,
    Origin,
    Site,
}

impl TrustedReferrer {
    /// Trusts our own origin.
    pub fn new() -> Self {
        Self {
            allowed: Vec::new(),
            own: Own::Origin,
            missing: false,
            any: false,
            refusal: None,
            unfit: None,
        }
    }

    /// Trusts these origins, beside those that have been named before.
    ///
    /// `https://example.org`, `https://*.example.org` and `http://localhost:8000` can be written; without a scheme
    /// https is meant, without a port that of the scheme.
    pub fn allow(mut self, origins: impl Texts) -> Self {
        for origin in origins {
            let text = origin.as_ref();
            match OriginPattern::read(text) {
                Some(pattern) => self.allowed.push(pattern),
                None => {
                    self.unfit
                        .get_or_insert(TrustedReferrerError::Pattern(text.to_owned()));
                }
            }
        }
        self
    }

    /// Trusts every request.
    pub fn allow_any(mut self) -> Self {
        self.any = true;
        self
    }

    /// Trusts requests that do not tell where they come from.
    ///
    /// # Security
    ///
    /// Every page can see to it that nothing is told. What `Sec-Fetch-Site` calls cross-site is not trusted.
    pub fn allow_missing(mut self) -> Self {
        self.missing = true;
        self
    }

    /// Does not trust our own pages either, unless they are named.
    pub fn distrust_same_origin(mut self) -> Self {
        self.own = Own::Nothing;
        self
    }

    /// Trusts our whole site: what browsers call the same site, and the same host under another port or scheme.
    pub fn same_site(mut self) -> Self {
        self.own = Own::Site;
        self
    }

    /// Refuses what is not trusted with 403.
    pub fn block(mut self) -> Self {
        self.refusal = Some(StatusCode::FORBIDDEN);
        self
    }

    /// Refuses what is not trusted with 400, as Lilya does.
    pub fn block_as_bad_request(mut self) -> Self {
        self.refusal = Some(StatusCode::BAD_REQUEST);
        self
    }
}

#[middleware]
impl TrustedReferrer {
    /// Tells whether these settings can work.
    ///
    /// # Errors
    ///
    /// The first [`TrustedReferrerError`] that was met.
    #[check]
    pub fn check(&self) -> Result<(), TrustedReferrerError> {
        if let Some(error) = &self.unfit {
            return Err(error.clone());
        }
        let trusts_some =
            self.any || self.missing || self.own != Own::Nothing || !self.allowed.is_empty();
        if self.refusal.is_some() && !trusts_some {
            return Err(TrustedReferrerError::Nobody);
        }
        Ok(())
    }

    async fn handle(
        &self,
        req: &mut Request,
        client: &ClientAddr,
        next: impl NextWith<ReferrerTrust>,
    ) -> Response {
        let trust = self.judge(req, client);
        let answer = match self.refusal {
            None => Either::left(next.run_with(req, &trust)),
            Some(status) => Either::right(guarded(status, req, &trust, &next)),
        };
        answer.await
    }
}

/// Answers by itself what is not trusted.
async fn guarded(
    status: StatusCode,
    req: &mut Request,
    trust: &ReferrerTrust,
    next: &impl NextWith<ReferrerTrust>,
) -> Response {
    let mut response = if trust.is_trusted() {
        next.run_with(req, trust).await
    } else {
        Problem::new(status)
            .detail("the page that led here is not trusted")
            .into_response()
    };
    for name in ["Referer", "Sec-Fetch-Site"] {
        vary::by(response.headers_mut(), HeaderValue::from_static(name));
    }
    response
}

impl Default for TrustedReferrer {
    fn default() -> Self {
        Self::new()
    }
}
