//! Takes the words of proxies off a request.

use http::{HeaderMap, HeaderName, header::FORWARDED};

use super::{Family, x_forwarded};

/// Which headers of proxies a request has.
#[derive(Default)]
pub(super) struct Told {
    /// Those that are read.
    pub(super) ours: bool,
    /// Those that nobody reads.
    pub(super) others: bool,
    pub(super) proto: bool,
}

/// Looks for the headers of proxies, all of them in one walk.
#[inline]
pub(super) fn look(headers: &HeaderMap, family: &Family) -> Told {
    let mut told = Told::default();
    for name in headers.keys() {
        match family_of(name, family) {
            Some(said) if said.is_of(family) => {
                told.ours = true;
                told.proto |= *name == x_forwarded::PROTO;
            }
            Some(_) => told.others = true,
            None => {}
        }
    }
    told
}

/// Takes all of them off, but those of the family `kept`.
pub(super) fn all_but(headers: &mut HeaderMap, kept: Option<&Family>, family: &Family) {
    let kept = kept.map(Said::of);
    let is_off =
        |name: &&HeaderName| family_of(name, family).is_some_and(|said| Some(said) != kept);
    while let Some(name) = headers.keys().find(is_off) {
        let name = name.clone();
        headers.remove(name);
    }
}

/// To whose words a header belongs.
#[derive(PartialEq)]
enum Said {
    XForwarded,
    Rfc7239,
    Single,
    RealIp,
}

impl Said {
    #[inline]
    fn is_of(&self, family: &Family) -> bool {
        matches!(
            (self, family),
            (Self::XForwarded, Family::XForwarded)
                | (Self::Rfc7239, Family::Rfc7239)
                | (Self::Single, Family::Single(_))
        )
    }

    fn of(family: &Family) -> Self {
        match family {
            Family::XForwarded => Self::XForwarded,
            Family::Rfc7239 => Self::Rfc7239,
            Family::Single(_) => Self::Single,
        }
    }
}

#[inline]
fn family_of(name: &HeaderName, family: &Family) -> Option<Said> {
    if let Family::Single(single) = family
        && name == single
    {
        return Some(Said::Single);
    }
    let text = name.as_str();
    match text.as_bytes().first() {
        Some(b'x') if text.starts_with("x-forwarded") => Some(Said::XForwarded),
        Some(b'x') if text == "x-real-ip" => Some(Said::RealIp),
        Some(b'f') if name == FORWARDED => Some(Said::Rfc7239),
        _ => None,
    }
}
