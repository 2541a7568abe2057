//! `SecurityHeaders`: the headers by which browsers protect a page and its visitors.

mod cross_origin;
mod entry;
mod error;
mod names;
mod options;
mod permissions_policy;
mod referrer_policy;

use http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
    header::{
        ACCESS_CONTROL_REQUEST_METHOD, CONTENT_SECURITY_POLICY,
        CONTENT_SECURITY_POLICY_REPORT_ONLY, Entry as Place, SERVER, X_FRAME_OPTIONS,
    },
};

use self::{
    entry::{Entry, On},
    names::Names,
};
use super::{
    csp::{Endpoints, Line},
    frame_options::has_ancestors,
};
use crate::{
    ContentSecurityPolicy, CspError, CspNonce, FrameOptions, Request, Response, middleware,
};
pub use cross_origin::{
    CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy, CrossOriginResourcePolicy,
};
pub use error::SecurityHeadersError;
pub use permissions_policy::{PermissionsPolicy, PermissionsPolicyError};
pub use referrer_policy::ReferrerPolicy;

/// Puts the headers on every answer by which browsers protect a page and its visitors.
///
/// [`new`](Self::new) is the strict set, [`web`](Self::web) is for pages with contents from elsewhere, and
/// [`api`](Self::api) for answers that are no pages. A header that a handler has set itself is kept, unless
/// it is [forced](Self::force). Errors, redirects and preflights get them too; they are written when
/// the stack is built, and a request only copies references.
///
/// # Examples
///
/// ```
/// use onionskin::{ReferrerPolicy, prelude::*};
///
/// #[handler]
/// fn page() -> Html<&'static str> {
///     Html("<h1>Hello</h1>")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! {
///     SecurityHeaders::new().referrer_policy(ReferrerPolicy::SameOrigin),
///     => page
/// };
/// # #[cfg(feature = "testing")] {
/// onionskin::TestClient::new(app)
///     .get("/")
///     .await
///     .assert_header("x-content-type-options", "nosniff")
///     .assert_header("referrer-policy", "same-origin")
///     .assert_header("x-frame-options", "DENY");
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | header | `new` | `web` | `api` |
/// |---|---|---|---|
/// | `Content-Security-Policy` | [`strict`](ContentSecurityPolicy::strict) | [`web`](ContentSecurityPolicy::web) | [`api`](ContentSecurityPolicy::api) |
/// | `X-Frame-Options` | `DENY` | `SAMEORIGIN` | `DENY` |
/// | `X-Content-Type-Options` | `nosniff` | `nosniff` | `nosniff` |
/// | `Referrer-Policy` | `no-referrer` | `strict-origin-when-cross-origin` | `no-referrer` |
/// | `Cross-Origin-Opener-Policy` | `same-origin` | `same-origin-allow-popups` | |
/// | `Cross-Origin-Resource-Policy` | `same-origin` | `same-origin` | `same-origin` |
/// | `Cross-Origin-Embedder-Policy` | | | |
/// | `Origin-Agent-Cluster` | `?1` | `?1` | |
/// | `Permissions-Policy` | [`careful`](PermissionsPolicy::careful) | `careful` | |
/// | `X-XSS-Protection` | `0` | `0` | |
/// | `X-Permitted-Cross-Domain-Policies` | `none` | `none` | `none` |
/// | `X-DNS-Prefetch-Control` | `off` | | |
/// | `Server`, `X-Powered-By` | taken off | taken off | taken off |
///
/// `Strict-Transport-Security` has to know the scheme and is a stage of its own, [`Hsts`](crate::Hsts); so is a
/// policy with nonces, [`Csp`](crate::Csp). A 304 gets no policy, a preflight no opener and embedder
/// policy, a 1xx nothing.
///
/// # What this does not protect against
///
/// Anything that is no browser, and mistakes of the application: these are second lines. An answer that is
/// made above this stage has none of them.
///
/// Sources: OWASP Secure Headers Project; Helmet; the standards that each option names.
#[derive(Clone, Debug)]
#[must_use]
pub struct SecurityHeaders {
    policy: ContentSecurityPolicy,
    policy_value: Option<HeaderValue>,
    /// The policy without its opinion of frames, for a handler that has its own.
    frameless_value: Option<HeaderValue>,
    frames: Option<FrameOptions>,
    frames_value: Option<HeaderValue>,
    trial: Option<ContentSecurityPolicy>,
    permissions: PermissionsPolicy,
    endpoints: Endpoints,
    others: Vec<Entry>,
    /// All that are set or taken off.
    ours: Names,
    forced: Vec<HeaderName>,
    taken_off: Vec<HeaderName>,
}

#[middleware(after)]
impl SecurityHeaders {
    fn after(&self, req: &Request, res: &mut Response) {
        let status = res.status();
        if status.is_informational() {
            return;
        }
        let is_preflight = *req.method() == Method::OPTIONS
            && req.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        let headers = res.headers_mut();
        let says_nothing_of_ours = !self.ours.may_be_in(headers);
        if says_nothing_of_ours {
            headers.reserve(self.others.len() + 2);
            self.put_new_frames(headers, status);
        } else {
            for name in &self.taken_off {
                headers.remove(name);
            }
            self.put_frames(headers, status);
        }
        for entry in &self.others {
            let is_meant = match entry.on {
                On::All => true,
                On::Documents => !is_preflight,
                On::Fresh => status != StatusCode::NOT_MODIFIED,
            };
            if !is_meant {
                continue;
            }
            if says_nothing_of_ours {
                headers.insert(entry.name.clone(), entry.value.clone());
            } else {
                entry.put(headers);
            }
        }
    }

    /// Sets the two headers that speak of frames on an answer that has neither.
    #[inline]
    fn put_new_frames(&self, headers: &mut HeaderMap, status: StatusCode) {
        if let Some(value) = &self.frames_value {
            headers.insert(X_FRAME_OPTIONS, value.clone());
        }
        if let Some(value) = &self.policy_value
            && status != StatusCode::NOT_MODIFIED
        {
            headers.insert(CONTENT_SECURITY_POLICY, value.clone());
        }
    }

    /// Sets the two headers that speak of frames, so that they do not contradict a handler's own.
    fn put_frames(&self, headers: &mut HeaderMap, status: StatusCode) {
        let forces = |name| self.forced.contains(&name);
        let is_framed = match (headers.entry(X_FRAME_OPTIONS), &self.frames_value) {
            (Place::Occupied(mut said), Some(value)) if forces(X_FRAME_OPTIONS) => {
                said.insert(value.clone());
                false
            }
            (Place::Occupied(_), _) => true,
            (Place::Vacant(place), Some(value)) => {
                place.insert(value.clone());
                false
            }
            (Place::Vacant(_), None) => false,
        };
        let ours = if is_framed {
            &self.frameless_value
        } else {
            &self.policy_value
        };
        let ours = ours.as_ref().filter(|_| status != StatusCode::NOT_MODIFIED);
        match (headers.entry(CONTENT_SECURITY_POLICY), ours) {
            (Place::Occupied(mut said), Some(value)) if forces(CONTENT_SECURITY_POLICY) => {
                said.insert(value.clone());
            }
            (Place::Occupied(_), _) => {
                if !is_framed && !forces(X_FRAME_OPTIONS) && has_ancestors(headers) {
                    headers.remove(X_FRAME_OPTIONS);
                }
            }
            (Place::Vacant(place), Some(value)) => {
                place.insert(value.clone());
            }
            (Place::Vacant(_), None) => {}
        }
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`SecurityHeadersError`] for a policy that cannot work, and for a forced header that is not set.
    #[check]
    pub fn check(&self) -> Result<(), SecurityHeadersError> {
        let policies = [Some(&self.policy), self.trial.as_ref()];
        for policy in policies.into_iter().flatten() {
            policy.check().map_err(SecurityHeadersError::Policy)?;
            if policy.has_nonce() {
                return Err(SecurityHeadersError::Policy(CspError::NonceWithoutStage));
            }
        }
        if let Some(error) = &self.endpoints.unfit {
            return Err(SecurityHeadersError::Policy(error.clone()));
        }
        if let Some(frames) = &self.frames {
            frames.check().map_err(SecurityHeadersError::Frames)?;
        }
        let permissions = self.permissions.check();
        permissions.map_err(SecurityHeadersError::Permissions)?;
        match self.forced.iter().find(|name| !self.sets(name)) {
            Some(name) => Err(SecurityHeadersError::Forced(name.clone())),
            None => Ok(()),
        }
    }
}
