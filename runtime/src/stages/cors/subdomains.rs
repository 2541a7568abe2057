//! Subdomains: all origins below a name.

use std::net::Ipv4Addr;

use super::{Origin, OriginError};

/// The origins of all names below one, written `https://*.example.org`; not of that name itself.
#[derive(Clone, Debug)]
pub(super) struct Subdomains {
    /// The name with a dot in front.
    suffix: String,
    parent: Origin,
}

impl Subdomains {
    /// Reads `scheme://*.name`; `None` when the text has another form.
    pub(super) fn parse(text: &str) -> Option<Result<Self, OriginError>> {
        let (scheme, below) = text.split_once("://*.")?;
        let parent = match Origin::parse(&format!("{scheme}://{below}")) {
            Ok(parent) => parent,
            Err(error) => return Some(Err(error)),
        };
        let host = parent.host();
        // Nothing is below an address.
        if host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok() {
            return Some(Err(OriginError::Host));
        }
        let suffix = format!(".{host}");
        Some(Ok(Self { suffix, parent }))
    }

    pub(super) fn contain(&self, origin: &Origin) -> bool {
        origin.host().ends_with(&self.suffix)
            && origin.scheme() == self.parent.scheme()
            && origin.port() == self.parent.port()
    }
}
