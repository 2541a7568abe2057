//! Cross-origin policies: what pages of other origins share with ours.

/// Whether pages that open ours, or that ours opens, share a group with it (HTML, section 7.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrossOriginOpenerPolicy {
    /// All do.
    UnsafeNone,
    /// Those that ours opens do.
    SameOriginAllowPopups,
    /// Only pages of the same origin do.
    SameOrigin,
    /// Those that ours opens do, at arm's length.
    NoopenerAllowPopups,
}

/// What a page may load from other origins without their consent (HTML, section 7.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrossOriginEmbedderPolicy {
    /// Anything.
    UnsafeNone,
    /// What consents by CORS or by `Cross-Origin-Resource-Policy`.
    RequireCorp,
    /// What consents, and anything that is asked for without credentials.
    Credentialless,
}

/// Which pages may load an answer as an image, a script and the like (Fetch, section 3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrossOriginResourcePolicy {
    /// Pages of the same origin.
    SameOrigin,
    /// Pages of the same site.
    SameSite,
    /// Any page: for public images, scripts and fonts.
    CrossOrigin,
}

impl CrossOriginOpenerPolicy {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::UnsafeNone => "unsafe-none",
            Self::SameOriginAllowPopups => "same-origin-allow-popups",
            Self::SameOrigin => "same-origin",
            Self::NoopenerAllowPopups => "noopener-allow-popups",
        }
    }
}

impl CrossOriginEmbedderPolicy {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::UnsafeNone => "unsafe-none",
            Self::RequireCorp => "require-corp",
            Self::Credentialless => "credentialless",
        }
    }
}

impl CrossOriginResourcePolicy {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::SameOrigin => "same-origin",
            Self::SameSite => "same-site",
            Self::CrossOrigin => "cross-origin",
        }
    }
}
