//! `ReferrerPolicy`: what links and loads tell of the page that they come from.

/// What links and loads tell of the page that they come from (W3C Referrer Policy).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReferrerPolicy {
    /// Nothing.
    NoReferrer,
    /// The URL, but nothing from https to http.
    NoReferrerWhenDowngrade,
    /// The URL within the origin, nothing else.
    SameOrigin,
    /// The origin.
    Origin,
    /// The origin, but nothing from https to http.
    StrictOrigin,
    /// The URL within the origin, and the origin to others.
    OriginWhenCrossOrigin,
    /// The URL within the origin, the origin to others, but nothing from https to http.
    StrictOriginWhenCrossOrigin,
    /// The URL, to anybody.
    UnsafeUrl,
}

impl ReferrerPolicy {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::NoReferrer => "no-referrer",
            Self::NoReferrerWhenDowngrade => "no-referrer-when-downgrade",
            Self::SameOrigin => "same-origin",
            Self::Origin => "origin",
            Self::StrictOrigin => "strict-origin",
            Self::OriginWhenCrossOrigin => "origin-when-cross-origin",
            Self::StrictOriginWhenCrossOrigin => "strict-origin-when-cross-origin",
            Self::UnsafeUrl => "unsafe-url",
        }
    }
}
