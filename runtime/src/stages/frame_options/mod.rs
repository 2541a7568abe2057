//! `FrameOptions`: which pages may show ours in a frame.

mod error;

use std::str::FromStr;

use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{CONTENT_SECURITY_POLICY, Entry, X_FRAME_OPTIONS},
};
use serde::{Deserialize, Deserializer};

pub use self::error::FrameOptionsError;
use crate::{CspSource, Response, middleware};

/// Forbids other pages to show ours in a frame, where clicks can be stolen.
///
/// It says so twice: in `X-Frame-Options`, for old browsers, and in the `frame-ancestors` of the
/// `Content-Security-Policy`, which is added to a policy that is there already. An answer that says
/// one of the two itself keeps what it says. A 304 gets no policy, for that would take the place of the one that
/// the page came with.
///
/// # Examples
///
/// ```
/// use onionskin::prelude::*;
///
/// #[handler]
/// fn page() -> Html<&'static str> {
///     Html("<button>pay</button>")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let app = middleware_stack! { FrameOptions::new(), => page };
/// # #[cfg(feature = "testing")] {
/// onionskin::TestClient::new(app)
///     .get("/")
///     .await
///     .assert_header("x-frame-options", "DENY")
///     .assert_header("content-security-policy", "frame-ancestors 'none'");
/// # }
/// # }
/// ```
///
/// # Defaults
///
/// | option | default | |
/// |---|---|---|
/// | [`new`](Self::new), [`same_origin`](Self::same_origin) | `DENY` | nobody, or pages of the same origin |
///
/// In a configuration it is a text, `DENY` or `SAMEORIGIN`.
/// [`SecurityHeaders`](crate::SecurityHeaders) sets these headers and more; one of the two is enough.
///
/// # What this does not protect against
///
/// Pages of the same origin, windows that open ours, and what is no browser. To allow certain other
/// pages, set `frame-ancestors` in a [`ContentSecurityPolicy`](crate::ContentSecurityPolicy):
/// `ALLOW-FROM` means nothing to browsers.
///
/// Sources: RFC 7034; CSP Level 3, section 6.4.2.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct FrameOptions {
    allows: Frames,
    unfit: Option<FrameOptionsError>,
}

/// Who may show a page in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frames {
    Nobody,
    SameOrigin,
}

impl FrameOptions {
    /// Nobody may.
    pub const fn new() -> Self {
        Self {
            allows: Frames::Nobody,
            unfit: None,
        }
    }

    /// Pages of the same origin may.
    pub const fn same_origin() -> Self {
        Self {
            allows: Frames::SameOrigin,
            unfit: None,
        }
    }

    /// Reads a text; one that browsers do not understand is remembered for the check.
    pub(super) fn read(text: &str) -> Self {
        text.parse().unwrap_or_else(|error| Self {
            allows: Frames::Nobody,
            unfit: Some(error),
        })
    }

    /// What `X-Frame-Options` says.
    pub(super) fn value(&self) -> HeaderValue {
        self.allows.value()
    }

    /// What `frame-ancestors` says.
    pub(super) fn ancestor(&self) -> CspSource {
        match self.allows {
            Frames::Nobody => CspSource::NONE,
            Frames::SameOrigin => CspSource::SELF,
        }
    }
}

#[middleware(after)]
impl FrameOptions {
    fn after(&self, res: &mut Response) {
        if res.status().is_informational() {
            return;
        }
        let is_unchanged = res.status() == StatusCode::NOT_MODIFIED;
        let headers = res.headers_mut();
        let (allows, is_ours) = match headers.entry(X_FRAME_OPTIONS) {
            Entry::Vacant(place) => {
                place.insert(self.allows.value());
                (Some(self.allows), true)
            }
            Entry::Occupied(said) => (Frames::read(said.get()), false),
        };
        // The newer of the two wins in browsers, so it must not contradict what a handler says.
        let Some(directive) = allows.map(Frames::ancestors) else {
            return;
        };
        if let Entry::Vacant(place) = headers.entry(CONTENT_SECURITY_POLICY) {
            // On a 304 it would replace the policy that the page was sent with.
            if !is_unchanged {
                place.insert(HeaderValue::from_static(directive));
            }
        } else if !has_ancestors(headers) {
            add_ancestors(headers, directive);
        } else if is_ours {
            headers.remove(X_FRAME_OPTIONS);
        }
    }

    /// Tells whether the settings can work.
    ///
    /// # Errors
    ///
    /// [`FrameOptionsError`] for a text in a configuration that browsers do not understand.
    #[check]
    pub fn check(&self) -> Result<(), FrameOptionsError> {
        self.unfit.clone().map_or(Ok(()), Err)
    }
}

impl Frames {
    /// Reads what a handler has set.
    fn read(value: &HeaderValue) -> Option<Self> {
        let is = |text: &[u8]| value.as_bytes().eq_ignore_ascii_case(text);
        if is(b"DENY") {
            Some(Self::Nobody)
        } else if is(b"SAMEORIGIN") {
            Some(Self::SameOrigin)
        } else {
            None
        }
    }

    const fn value(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Nobody => "DENY",
            Self::SameOrigin => "SAMEORIGIN",
        })
    }

    const fn ancestors(self) -> &'static str {
        match self {
            Self::Nobody => "frame-ancestors 'none'",
            Self::SameOrigin => "frame-ancestors 'self'",
        }
    }
}

/// Tells whether a policy of the response says who may frame it.
pub(super) fn has_ancestors(headers: &HeaderMap) -> bool {
    let policies = headers.get_all(CONTENT_SECURITY_POLICY).iter();
    policies
        .flat_map(|policy| policy.as_bytes().split(|byte| b";,".contains(byte)))
        .filter_map(|directive| directive.trim_ascii().split(u8::is_ascii_whitespace).next())
        .any(|name| name.eq_ignore_ascii_case(b"frame-ancestors"))
}

/// Adds the directive to the first policy, or as a policy of its own.
fn add_ancestors(headers: &mut HeaderMap, directive: &'static str) {
    if let Some(policy) = headers.get_mut(CONTENT_SECURITY_POLICY) {
        let said = policy.as_bytes().trim_ascii();
        let said = said.strip_suffix(b";").unwrap_or(said);
        let merged = [said, b"; ", directive.as_bytes()].concat();
        if let Ok(merged) = HeaderValue::try_from(merged)
            && !said.is_empty()
        {
            *policy = merged;
            return;
        }
    }
    headers.append(CONTENT_SECURITY_POLICY, HeaderValue::from_static(directive));
}

impl Default for FrameOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl FromStr for FrameOptions {
    type Err = FrameOptionsError;

    /// Reads `DENY` or `SAMEORIGIN`, without case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            text if text.eq_ignore_ascii_case("DENY") => Ok(Self::new()),
            text if text.eq_ignore_ascii_case("SAMEORIGIN") => Ok(Self::same_origin()),
            text => Err(FrameOptionsError::Value(text.to_owned())),
        }
    }
}

impl<'de> Deserialize<'de> for FrameOptions {
    /// Reads a text; one that browsers do not understand is refused when the stack is built.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::read(&text))
    }
}
