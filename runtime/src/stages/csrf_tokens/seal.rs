//! Seal: what makes a token one visitor's own.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use rand::{Rng, rand_core::UnwrapErr, rngs::SysRng};
use sha2::Sha256;

use super::lifetime::Lifetime;
use crate::SessionId;

/// How many letters a token has.
pub(super) const LETTERS: usize = 64;
const NONCE: usize = 16;
const MAC: usize = 32;

/// What a token is bound to.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Seal {
    /// The visitor's session.
    Session(SessionId),
    /// The cookie of a visitor who has no session.
    Visitor(SessionId),
}

impl Seal {
    /// Writes a token: a nonce, and the code that only the holder of the seal can have made of it.
    ///
    /// Two tokens of one seal have no letter in common but by chance, so that a compressed page tells
    /// nothing of them; where they have a `lifetime`, the first letters tell when they were made.
    pub(super) fn token(&self, lifetime: Option<&Lifetime>) -> [u8; LETTERS] {
        let mut bytes = [0; NONCE + MAC];
        let (nonce, code) = bytes.split_at_mut(NONCE);
        UnwrapErr(SysRng).fill_bytes(nonce);
        if let Some(lifetime) = lifetime {
            lifetime.stamp(nonce);
        }
        if let Some(mac) = self.mac(nonce, lifetime) {
            code.copy_from_slice(&mac.finalize().into_bytes());
        }
        let mut letters = [b'A'; LETTERS];
        // 48 bytes are 64 letters, so they always fit.
        let written = URL_SAFE_NO_PAD.encode_slice(bytes, &mut letters);
        debug_assert_eq!(written, Ok(LETTERS));
        letters
    }

    /// Tells in constant time whether a text is a token of this seal.
    pub(super) fn fits(&self, text: &[u8], lifetime: Option<&Lifetime>) -> bool {
        let mut bytes = [0; NONCE + MAC];
        if text.len() != LETTERS
            || URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) != Ok(bytes.len())
        {
            return false;
        }
        let (nonce, code) = bytes.split_at(NONCE);
        self.mac(nonce, lifetime)
            .is_some_and(|mac| mac.verify_slice(code).is_ok())
            && lifetime.is_none_or(|lifetime| lifetime.covers(nonce))
    }

    /// The purpose is part of it, so that one kind of id never passes for the other, and no token that
    /// tells no time for one that does.
    fn mac(&self, nonce: &[u8], lifetime: Option<&Lifetime>) -> Option<Hmac<Sha256>> {
        let (id, purpose) = match (self, lifetime) {
            (Self::Session(id), None) => (id, "onionskin csrf 1 session"),
            (Self::Visitor(id), None) => (id, "onionskin csrf 1 visitor"),
            (Self::Session(id), Some(_)) => (id, "onionskin csrf 2 session"),
            (Self::Visitor(id), Some(_)) => (id, "onionskin csrf 2 visitor"),
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(id.as_str().as_bytes()).ok()?;
        mac.update(purpose.as_bytes());
        mac.update(nonce);
        Some(mac)
    }
}
