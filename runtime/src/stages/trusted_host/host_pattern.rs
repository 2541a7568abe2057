//! `HostPattern`: which hosts a setting means.

use std::{net::IpAddr, sync::Arc};

use crate::request::authority::Parts;

/// Which hosts a setting means: `example.org`, `*.example.org`, `[::1]`, any of them with a port.
#[derive(Clone, Debug)]
pub(crate) struct HostPattern {
    text: Arc<str>,
    kind: Kind,
    port: Option<u16>,
}

#[derive(Clone, Debug)]
enum Kind {
    Name(Box<str>),
    /// `*.name`, without the star.
    Below(Box<str>),
    Address(IpAddr),
}

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    Star,
    #[cfg(not(feature = "idna"))]
    Unicode,
    Malformed,
}

impl HostPattern {
    pub(crate) fn read(text: &str) -> Result<Self, Unfit> {
        let text = text.trim();
        if text == "*" {
            return Err(Unfit::Star);
        }
        let ascii = in_ascii(text)?;
        let (name, is_below) = match ascii.strip_prefix("*.") {
            Some(name) => (name, true),
            None => (&*ascii, false),
        };
        let parts = Parts::read(name.as_bytes()).ok_or(Unfit::Malformed)?;
        let name = name[parts.name].to_ascii_lowercase();
        let kind = match parts.address {
            Some(_) if is_below => return Err(Unfit::Malformed),
            Some(address) => Kind::Address(address),
            None if is_below => Kind::Below(format!(".{name}").into()),
            None => Kind::Name(name.into()),
        };
        Ok(Self {
            text: text.into(),
            kind,
            port: parts.port,
        })
    }

    /// Tells whether a host, by its name or its address, is one of these, and on this port.
    #[inline]
    pub(crate) fn fits(&self, name: &[u8], address: Option<IpAddr>, port: u16) -> bool {
        if self.port.is_some_and(|wanted| wanted != port) {
            return false;
        }
        match &self.kind {
            // Names of requests are in lower case already; those that others compare need not be.
            Kind::Name(own) => own.as_bytes() == name || own.as_bytes().eq_ignore_ascii_case(name),
            Kind::Address(own) => address == Some(*own),
            Kind::Below(suffix) => name.len().checked_sub(suffix.len()).is_some_and(|labels| {
                labels > 0 && name[labels..].eq_ignore_ascii_case(suffix.as_bytes())
            }),
        }
    }

    /// Tells whether the star stands for more than one label of a name that fits.
    pub(crate) fn spans_labels_of(&self, name: &[u8]) -> bool {
        match &self.kind {
            Kind::Below(suffix) => name[..name.len() - suffix.len()].contains(&b'.'),
            Kind::Name(_) | Kind::Address(_) => false,
        }
    }

    /// The pattern as it was written.
    pub(crate) fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The name, when the pattern means just one.
    pub(crate) fn name(&self) -> Option<&str> {
        match &self.kind {
            Kind::Name(name) => Some(name),
            Kind::Below(_) | Kind::Address(_) => None,
        }
    }

    /// The host as it stands in a URL, when the pattern means just one.
    pub(crate) fn only(&self) -> Option<String> {
        match &self.kind {
            Kind::Name(name) => Some(name.to_string()),
            Kind::Address(IpAddr::V4(address)) => Some(address.to_string()),
            Kind::Address(IpAddr::V6(address)) => Some(format!("[{address}]")),
            Kind::Below(_) => None,
        }
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.port
    }
}

/// Writes a name that is not ASCII the way it stands in DNS and in requests.
pub(crate) fn in_ascii(text: &str) -> Result<std::borrow::Cow<'_, str>, Unfit> {
    if text.is_ascii() {
        return Ok(text.into());
    }
    #[cfg(feature = "idna")]
    return idna_of(text).ok_or(Unfit::Malformed).map(Into::into);
    #[cfg(not(feature = "idna"))]
    Err(Unfit::Unicode)
}

#[cfg(feature = "idna")]
fn idna_of(text: &str) -> Option<String> {
    let (star, rest) = match text.strip_prefix("*.") {
        Some(rest) => ("*.", rest),
        None => ("", text),
    };
    let (name, port) = match rest.split_once(':') {
        Some((name, port)) => (name, format!(":{port}")),
        None => (rest, String::new()),
    };
    let name = idna::domain_to_ascii_strict(name).ok()?;
    Some(format!("{star}{name}{port}"))
}
