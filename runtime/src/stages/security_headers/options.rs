//! Options: the sets of headers, and what can be changed in them.

use http::header::{
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_DNS_PREFETCH_CONTROL, X_XSS_PROTECTION,
};

use super::{
    CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_REPORT_ONLY, ContentSecurityPolicy,
    CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy, CspNonce,
    Endpoints, Entry, FrameOptions, HeaderName, HeaderValue, Line, Names, On, PermissionsPolicy,
    ReferrerPolicy, SERVER, SecurityHeaders, X_FRAME_OPTIONS,
};
use crate::stages::csp::REPORTING_ENDPOINTS;

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const EMBEDDER_POLICY: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const ORIGIN_AGENT_CLUSTER: HeaderName = HeaderName::from_static("origin-agent-cluster");
const CROSS_DOMAIN_POLICIES: HeaderName =
    HeaderName::from_static("x-permitted-cross-domain-policies");
const POWERED_BY: HeaderName = HeaderName::from_static("x-powered-by");

impl SecurityHeaders {
    /// The strict set, for pages with contents of their own.
    pub fn new() -> Self {
        Self::bare()
            .content_security_policy(ContentSecurityPolicy::strict())
            .frame_options(FrameOptions::new())
            .referrer_policy(ReferrerPolicy::NoReferrer)
            .cross_origin_opener_policy(CrossOriginOpenerPolicy::SameOrigin)
            .for_documents()
            .header(X_DNS_PREFETCH_CONTROL, HeaderValue::from_static("off"))
    }

    /// The set for pages that load images, styles and fonts from elsewhere and open windows.
    pub fn web() -> Self {
        Self::bare()
            .content_security_policy(ContentSecurityPolicy::web())
            .frame_options(FrameOptions::same_origin())
            .referrer_policy(ReferrerPolicy::StrictOriginWhenCrossOrigin)
            .cross_origin_opener_policy(CrossOriginOpenerPolicy::SameOriginAllowPopups)
            .for_documents()
    }

    /// The set for answers that are no pages.
    pub fn api() -> Self {
        Self::bare()
            .content_security_policy(ContentSecurityPolicy::api())
            .frame_options(FrameOptions::new())
            .referrer_policy(ReferrerPolicy::NoReferrer)
    }

    /// Sets the policy of what a page may load and do.
    ///
    /// It has no nonce: [`Csp`](crate::Csp) is the stage for that.
    pub fn content_security_policy(mut self, policy: ContentSecurityPolicy) -> Self {
        self.policy = policy;
        self.written()
    }

    /// Tries a policy out: browsers report what it would forbid.
    pub fn report_only(mut self, policy: ContentSecurityPolicy) -> Self {
        let value = Line::of(&policy).value(&CspNonce::default());
        self.trial = Some(policy);
        self.put(CONTENT_SECURITY_POLICY_REPORT_ONLY, value, On::Fresh)
    }

    /// Names where reports go; [`ContentSecurityPolicy::report_to`] refers to the name.
    pub fn reporting_endpoint(mut self, name: impl AsRef<str>, url: impl AsRef<str>) -> Self {
        self.endpoints.add(name.as_ref(), url.as_ref());
        let value = self.endpoints.value();
        self.put(REPORTING_ENDPOINTS, value, On::All)
    }

    /// Says which pages may show ours in a frame, also in the policy.
    pub fn frame_options(mut self, frames: FrameOptions) -> Self {
        self.frames_value = Some(frames.value());
        if self.policy.has("frame-ancestors") {
            self.policy = self.policy.frame_ancestors([frames.ancestor()]);
        }
        self.frames = Some(frames);
        self.written()
    }

    /// Sets the `Referrer-Policy`.
    pub fn referrer_policy(self, policy: ReferrerPolicy) -> Self {
        self.fixed(REFERRER_POLICY, policy.as_str(), On::All)
    }

    /// Sets the `Cross-Origin-Opener-Policy`.
    pub fn cross_origin_opener_policy(self, policy: CrossOriginOpenerPolicy) -> Self {
        self.fixed(OPENER_POLICY, policy.as_str(), On::Documents)
    }

    /// Sets the `Cross-Origin-Embedder-Policy`.
    pub fn cross_origin_embedder_policy(self, policy: CrossOriginEmbedderPolicy) -> Self {
        self.fixed(EMBEDDER_POLICY, policy.as_str(), On::Documents)
    }

    /// Sets the `Cross-Origin-Resource-Policy`.
    pub fn cross_origin_resource_policy(self, policy: CrossOriginResourcePolicy) -> Self {
        self.fixed(RESOURCE_POLICY, policy.as_str(), On::All)
    }

    /// Sets the `Permissions-Policy`.
    pub fn permissions_policy(mut self, policy: PermissionsPolicy) -> Self {
        let value = policy.value();
        self.permissions = policy;
        self.put(PERMISSIONS_POLICY, value, On::All)
    }

    /// Sets another header.
    pub fn header(self, name: HeaderName, value: HeaderValue) -> Self {
        self.put(name, Some(value), On::All)
    }

    /// Leaves a header out.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{SecurityHeaders, http::header};
    ///
    /// let headers = SecurityHeaders::web().without(header::CONTENT_SECURITY_POLICY);
    /// assert!(headers.check().is_ok());
    /// ```
    #[expect(
        clippy::needless_pass_by_value,
        reason = "names of headers are given as constants everywhere"
    )]
    pub fn without(mut self, name: HeaderName) -> Self {
        self.others.retain(|entry| entry.name != name);
        self.forced.retain(|forced| *forced != name);
        if name == CONTENT_SECURITY_POLICY {
            self.policy = ContentSecurityPolicy::new();
        }
        if name == X_FRAME_OPTIONS {
            self.frames = None;
            self.frames_value = None;
        }
        self.written()
    }

    /// Sets a header also where a handler has set its own.
    pub fn force(mut self, name: HeaderName) -> Self {
        for entry in &mut self.others {
            entry.is_forced |= entry.name == name;
        }
        self.forced.push(name);
        self
    }

    /// Takes a header off that answers must not have.
    pub fn take_off(self, name: HeaderName) -> Self {
        let mut headers = self.ours(&name);
        headers.taken_off.push(name);
        headers
    }

    /// Leaves a header on that is taken off otherwise, `Server` or `X-Powered-By`.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "names of headers are given as constants everywhere"
    )]
    pub fn keep(mut self, name: HeaderName) -> Self {
        self.taken_off.retain(|taken| *taken != name);
        self
    }

    /// Without what keeps pages from working that no TLS protects.
    pub(in crate::stages) fn for_plain_http(mut self) -> Self {
        self.policy = self.policy.without("upgrade-insecure-requests");
        let hides = |entry: &Entry| entry.name == REFERRER_POLICY && entry.value == "no-referrer";
        if self.others.iter().any(hides) {
            self = self.referrer_policy(ReferrerPolicy::SameOrigin);
        }
        self.written()
    }

    /// What all sets have.
    fn bare() -> Self {
        Self {
            policy: ContentSecurityPolicy::new(),
            policy_value: None,
            frameless_value: None,
            frames: None,
            frames_value: None,
            trial: None,
            permissions: PermissionsPolicy::new(),
            endpoints: Endpoints::default(),
            others: Vec::new(),
            ours: Names::default(),
            forced: Vec::new(),
            taken_off: Vec::new(),
        }
        .ours(&X_FRAME_OPTIONS)
        .ours(&CONTENT_SECURITY_POLICY)
        .take_off(SERVER)
        .take_off(POWERED_BY)
        .fixed(X_CONTENT_TYPE_OPTIONS, "nosniff", On::All)
        .cross_origin_resource_policy(CrossOriginResourcePolicy::SameOrigin)
        .fixed(CROSS_DOMAIN_POLICIES, "none", On::All)
    }

    /// What sets for pages have besides.
    fn for_documents(self) -> Self {
        self.fixed(ORIGIN_AGENT_CLUSTER, "?1", On::All)
            .permissions_policy(PermissionsPolicy::careful())
            // The filter of old browsers could itself be used against a page.
            .fixed(X_XSS_PROTECTION, "0", On::All)
    }

    fn fixed(self, name: HeaderName, value: &'static str, on: On) -> Self {
        self.put(name, Some(HeaderValue::from_static(value)), on)
    }

    /// Sets a header, in place of what was set; none takes it out.
    fn put(mut self, name: HeaderName, value: Option<HeaderValue>, on: On) -> Self {
        if name == X_FRAME_OPTIONS || name == CONTENT_SECURITY_POLICY {
            return self.put_by_name(&name, value);
        }
        self.ours.add(&name);
        let is_forced = self.forced.contains(&name);
        self.others.retain(|entry| entry.name != name);
        self.others
            .extend(value.filter(|value| !value.is_empty()).map(|value| Entry {
                name,
                value,
                is_forced,
                on,
            }));
        self
    }

    /// Sets one of the two headers that have an option of their own.
    fn put_by_name(self, name: &HeaderName, value: Option<HeaderValue>) -> Self {
        let value = value.unwrap_or_else(|| HeaderValue::from_static(""));
        let text = String::from_utf8_lossy(value.as_bytes());
        if *name == X_FRAME_OPTIONS {
            self.frame_options(FrameOptions::read(&text))
        } else {
            self.content_security_policy(ContentSecurityPolicy::parse(&text))
        }
    }

    /// Tells whether a header is set on some answer.
    pub(super) fn sets(&self, name: &HeaderName) -> bool {
        self.others.iter().any(|entry| entry.name == *name)
            || (*name == X_FRAME_OPTIONS && self.frames.is_some())
            || (*name == CONTENT_SECURITY_POLICY && !self.policy.is_empty())
    }

    /// Notes a name that answers may have already, so that it is looked for.
    fn ours(mut self, name: &HeaderName) -> Self {
        self.ours.add(name);
        self
    }

    fn written(mut self) -> Self {
        let value = |policy: &ContentSecurityPolicy| Line::of(policy).value(&CspNonce::default());
        self.policy_value = value(&self.policy);
        self.frameless_value = value(&self.policy.clone().without("frame-ancestors"));
        self
    }
}

impl Default for SecurityHeaders {
    fn default() -> Self {
        Self::new()
    }
}
