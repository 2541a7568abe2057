//! `Csp`: the content security policy of an answer, with a nonce of its own.

mod endpoints;
mod error;
mod kind;
mod line;
mod nonce;
mod policy;
mod source;

use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_REPORT_ONLY},
};

use crate::{EditResponse, NextWith, Request, Response, middleware, response::caching};
pub(crate) use endpoints::Endpoints;
pub use error::CspError;
pub(crate) use line::Line;
pub use nonce::CspNonce;
pub use policy::ContentSecurityPolicy;
pub use source::{CspSource, CspSources};

pub(crate) const REPORTING_ENDPOINTS: HeaderName = HeaderName::from_static("reporting-endpoints");

/// Sets the content security policy of an answer, and lends the nonce that it names.
///
/// Handlers below borrow the [`CspNonce`] and write it into their `<script nonce="…">`; the policy of that answer,
/// and of no other, allows it. An answer with a policy of its own keeps that. A page that carries
/// its nonce is kept out of shared caches, as `no-store` when nothing else is said.
///
/// # Examples
///
/// ```
/// use onionskin::{ContentSecurityPolicy, CspSource, prelude::*};
///
/// #[handler]
/// fn page(nonce: &CspNonce) -> Html<String> {
///     Html(format!("<script nonce=\"{nonce}\">start()</script>"))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let policy = ContentSecurityPolicy::nonces().img_src(["self", "https://images.example.org"]);
/// let app = middleware_stack! {
///     SecurityHeaders::new(),
///     Csp::new().policy(policy),
///     => page
/// };
/// # #[cfg(feature = "testing")] {
/// let response = onionskin::TestClient::new(app).get("/").await;
/// let policy = response.headers()["content-security-policy"].to_str().unwrap();
/// assert!(policy.contains("script-src 'nonce-"));
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`policy`](Self::policy) | [`ContentSecurityPolicy::nonces`] | what the page may load and do |
/// | [`report_only`](Self::report_only) | none | a policy that is tried out beside it |
/// | [`reporting_endpoint`](Self::reporting_endpoint) | none | where reports go |
/// | [`force`](Self::force) | no | instead of a policy that a handler has set |
///
/// It belongs below [`SecurityHeaders`](crate::SecurityHeaders) and
/// [`FrameOptions`](crate::FrameOptions), which leave a policy that is there as it is. A 304 and a 1xx get none.
///
/// # What this does not protect against
///
/// Markup that is injected into a script that is allowed, or that carries the nonce because a template wrote it there;
/// what `'unsafe-inline'` or a wide host lets in. It is the second line: escape what goes into a page.
///
/// Source: [CSP Level 3](https://www.w3.org/TR/CSP3/).
#[derive(Clone, Debug)]
#[must_use]
pub struct Csp {
    policy: ContentSecurityPolicy,
    line: Line,
    trial: Option<(ContentSecurityPolicy, Line)>,
    endpoints: Endpoints,
    endpoints_value: Option<HeaderValue>,
    is_forced: bool,
}

impl Csp {
    /// Allows scripts by their nonce, and else what comes from the page's own origin.
    pub fn new() -> Self {
        let policy = ContentSecurityPolicy::nonces();
        Self {
            line: Line::of(&policy),
            policy,
            trial: None,
            endpoints: Endpoints::default(),
            endpoints_value: None,
            is_forced: false,
        }
    }

    /// Sets the policy; it has [`CspSource::NONCE`] somewhere.
    pub fn policy(mut self, policy: ContentSecurityPolicy) -> Self {
        self.line = Line::of(&policy);
        self.policy = policy;
        self
    }

    /// Tries a policy out: browsers report what it would forbid.
    pub fn report_only(mut self, policy: ContentSecurityPolicy) -> Self {
        let line = Line::of(&policy);
        self.trial = Some((policy, line));
        self
    }

    /// Names where reports go; [`ContentSecurityPolicy::report_to`] refers to the name.
    pub fn reporting_endpoint(mut self, name: impl AsRef<str>, url: impl AsRef<str>) -> Self {
        self.endpoints.add(name.as_ref(), url.as_ref());
        self.endpoints_value = self.endpoints.value();
        self
    }

    /// Replaces the policies that handlers set themselves.
    pub fn force(mut self) -> Self {
        self.is_forced = true;
        self
    }

    fn write(&self, nonce: &CspNonce, response: &mut Response) {
        let status = response.status();
        if status.is_informational() || status == StatusCode::NOT_MODIFIED {
            return;
        }
        let headers = response.headers_mut();
        if nonce.was_used() {
            caching::keep_private(headers);
        }
        let trial = self.trial.as_ref().map(|(_, line)| line);
        for (name, line) in [
            (CONTENT_SECURITY_POLICY, Some(&self.line)),
            (CONTENT_SECURITY_POLICY_REPORT_ONLY, trial),
        ] {
            if let Some(line) = line
                && (self.is_forced || !headers.contains_key(&name))
                && let Some(value) = line.value(nonce)
            {
                headers.insert(name, value);
            }
        }
        if let Some(endpoints) = &self.endpoints_value {
            let header = headers.entry(REPORTING_ENDPOINTS);
            header.or_insert_with(|| endpoints.clone());
        }
    }
}

#[middleware]
impl Csp {
    async fn handle(&self, req: &mut Request, next: impl NextWith<CspNonce>) -> Response {
        let nonce = CspNonce::default();
        next.run_with(req, &nonce)
            .edit(|response| self.write(&nonce, response))
            .await
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`CspError`] for a policy that cannot work, or that has no place for the nonce.
    #[check]
    pub fn check(&self) -> Result<(), CspError> {
        self.policy.check()?;
        if let Some((policy, _)) = &self.trial {
            policy.check()?;
        }
        if let Some(error) = &self.endpoints.unfit {
            return Err(error.clone());
        }
        let is_used = self.policy.has_nonce()
            || (self.trial.as_ref()).is_some_and(|(policy, _)| policy.has_nonce());
        is_used.then_some(()).ok_or(CspError::NoNonce)
    }
}

impl Default for Csp {
    fn default() -> Self {
        Self::new()
    }
}
