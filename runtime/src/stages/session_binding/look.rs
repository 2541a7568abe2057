//! What a client looks like, as far as a session is bound to it.

use std::net::IpAddr;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::session::record::Binding;

/// A secret and what is looked at.
#[derive(Clone)]
pub(super) struct Look {
    /// The digest before anything was looked at.
    keyed: Hmac<Sha256>,
    pub(super) prefix: Option<(u8, u8)>,
    pub(super) has_user_agent: bool,
}

impl Look {
    pub(super) fn new(secret: &[u8]) -> Option<Self> {
        let mut keyed = Hmac::<Sha256>::new_from_slice(secret).ok()?;
        keyed.update(b"onionskin/session/binding");
        Some(Self {
            keyed,
            prefix: Some((24, 56)),
            has_user_agent: true,
        })
    }

    /// The client that asks from there with that software.
    pub(super) fn at(&self, ip: Option<IpAddr>, user_agent: Option<&[u8]>) -> Seen {
        let mut seen = self.keyed.clone();
        // The family tells how long the address is, so that nothing runs into the user agent.
        match (ip, self.prefix) {
            (Some(IpAddr::V4(ip)), Some((bits, _))) => {
                seen.update(&[4]);
                seen.update(&kept(ip.octets(), bits));
            }
            (Some(IpAddr::V6(ip)), Some((_, bits))) => {
                seen.update(&[6]);
                seen.update(&kept(ip.octets(), bits));
            }
            _ => seen.update(&[0]),
        }
        if let (true, Some(user_agent)) = (self.has_user_agent, user_agent) {
            seen.update(user_agent);
        }
        Seen(seen)
    }
}

/// A client that was looked at.
pub(super) struct Seen(Hmac<Sha256>);

impl Seen {
    pub(super) fn digest(&self) -> Binding {
        self.0.clone().finalize().into_bytes().into()
    }

    /// Compares in constant time.
    pub(super) fn is(&self, bound: &Binding) -> bool {
        self.0.clone().verify_slice(bound).is_ok()
    }
}

/// The first bits of an address; the others are zero.
fn kept<const N: usize>(mut octets: [u8; N], bits: u8) -> [u8; N] {
    let mut left = bits;
    for octet in &mut octets {
        let here = left.min(8);
        left -= here;
        *octet &= u8::MAX.checked_shl(u32::from(8 - here)).unwrap_or(0);
    }
    octets
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn of_an_address_as_many_bits_are_kept_as_the_prefix_has() {
        for (bits, expected) in [
            (0, [0, 0, 0, 0]),
            (8, [255, 0, 0, 0]),
            (13, [255, 248, 0, 0]),
            (24, [255, 255, 255, 0]),
            (31, [255, 255, 255, 254]),
            (32, [255, 255, 255, 255]),
            (200, [255, 255, 255, 255]),
        ] {
            assert_eq!(kept([255; 4], bits), expected, "{bits} bits");
        }
    }
}
