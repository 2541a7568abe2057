//! `OriginPattern`: which origins a setting means.

use std::sync::Arc;

use crate::{
    request::url_origin::{UrlOrigin, default_port},
    stages::trusted_host::HostPattern,
};

/// Which origins a setting means: `https://example.org`, `https://*.example.org:8443`; without a scheme https.
#[derive(Clone, Debug)]
pub(super) struct OriginPattern {
    text: Arc<str>,
    is_https: bool,
    host: HostPattern,
}

impl OriginPattern {
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (is_https, host) = match text.split_once("://") {
            Some((scheme, host)) if scheme.eq_ignore_ascii_case("https") => (true, host),
            Some((scheme, host)) if scheme.eq_ignore_ascii_case("http") => (false, host),
            Some(_) => return None,
            None => (true, text),
        };
        Some(Self {
            text: text.into(),
            is_https,
            host: HostPattern::read(host).ok()?,
        })
    }

    pub(super) fn fits(&self, origin: &UrlOrigin<'_>) -> bool {
        self.is_https == origin.is_https
            && (self.host.port().is_some() || origin.port == default_port(self.is_https))
            && self
                .host
                .fits(origin.name.as_bytes(), origin.address, origin.port)
    }

    /// The pattern as it was written.
    pub(super) fn text(&self) -> &Arc<str> {
        &self.text
    }
}
