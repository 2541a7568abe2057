//! Session id: the opaque name a session goes by.
//!
//! Ids of the usual lengths live inline, so that making, cloning and comparing one allocates nothing.

use std::{fmt, hint::black_box, str::FromStr};

use rand::{Rng, rand_core::UnwrapErr, rngs::SysRng};
use sha2::{Digest, Sha256};

use crate::session::SessionKey;

/// Six random bits choose one of these; all of them may stand in a cookie, a path and a header.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BITS_PER_CHARACTER: usize = 6;
/// 64 bits, six to a character.
const SHORTEST: usize = 11;
const LONGEST: usize = 128;
/// Holds an id of 372 bits; the default has 43 characters.
const INLINE: usize = 62;

/// The opaque name a session goes by.
///
/// Whoever knows the id of a session owns that session, so an id never shows in `Debug`, has no
/// `Display`, and compares in constant time. It is 11 to 128 characters that may stand in a cookie.
///
/// # Examples
///
/// ```
/// use onionskin::SessionId;
///
/// let id = SessionId::random::<256>();
/// assert_eq!(id.as_str().len(), 43);
/// assert_eq!(format!("{id:?}"), "SessionId(redacted)");
/// assert_ne!(id, SessionId::random::<256>());
/// ```
///
/// Less than 64 bits does not compile:
///
/// ```compile_fail
/// let guessable = onionskin::SessionId::random::<32>();
/// ```
#[derive(Clone)]
pub struct SessionId(Text);

#[derive(Clone)]
enum Text {
    Inline { length: u8, bytes: [u8; INLINE] },
    Long(Box<str>),
}

impl SessionId {
    /// Draws an id with at least `BITS` bits of entropy from the operating system.
    ///
    /// The default of onionskin is 256 bits, which is 43 characters of the base64url alphabet.
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give. A guessable id would be worse.
    ///
    /// # Security
    ///
    /// The bytes come straight from the operating system's generator: no state of ours can be
    /// read from a core dump or shared by two forked processes. It is asked once per new session,
    /// so its price does not matter.
    #[must_use]
    pub fn random<const BITS: usize>() -> Self {
        const {
            assert!(
                BITS >= 64,
                "a session id needs at least 64 bits of entropy; OWASP's floor"
            );
            assert!(
                BITS <= LONGEST * BITS_PER_CHARACTER,
                "a session id has at most 768 bits; a cookie has no room for more"
            );
        }
        let mut characters = [0; LONGEST];
        let characters = &mut characters[..BITS.div_ceil(BITS_PER_CHARACTER)];
        UnwrapErr(SysRng).fill_bytes(characters);
        for character in &mut *characters {
            // 64 letters and 256 bytes: the remainder is uniform.
            *character = ALPHABET[usize::from(*character) % ALPHABET.len()];
        }
        Self(Text::from_ascii(characters))
    }

    /// Reads an id that somebody else made: a client, or a generator of your own.
    ///
    /// # Errors
    ///
    /// [`InvalidSessionId`] when it has less than 11 characters (64 bits, six to a character) or
    /// more than 128, or one that may not stand in a cookie (RFC 6265, section 4.1.1). The error
    /// does not repeat the text.
    pub fn parse(text: &str) -> Result<Self, InvalidSessionId> {
        Self::parse_bytes(text.as_bytes())
    }

    /// As [`parse`](Self::parse), for what nobody has looked at.
    #[inline]
    pub(super) fn parse_bytes(text: &[u8]) -> Result<Self, InvalidSessionId> {
        if text.len() < SHORTEST {
            return Err(InvalidSessionId::TooShort);
        }
        if text.len() > LONGEST {
            return Err(InvalidSessionId::TooLong);
        }
        // Looking at every character, without a way out early, is what the compiler vectorises.
        if !text
            .iter()
            .fold(true, |good, byte| good & may_stand_in_a_cookie(*byte))
        {
            return Err(InvalidSessionId::Alphabet);
        }
        Ok(Self(Text::from_ascii(text)))
    }

    /// Shows the id, as it stands in the cookie.
    ///
    /// # Security
    ///
    /// Not for logs: whoever reads it owns the session.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // Only ASCII gets in, so this is always a string.
            Text::Inline { length, bytes } => {
                std::str::from_utf8(&bytes[..usize::from(*length)]).unwrap_or_default()
            }
            Text::Long(text) => text,
        }
    }

    /// Digests the id to the key that stores know the session by.
    ///
    /// Sessions in a cookie of another name than the default have other keys.
    #[must_use]
    pub fn key(&self) -> SessionKey {
        SessionKey::from_bytes(Sha256::digest(self.as_bytes()).into())
    }

    /// The key of a session of that kind: an id of one kind is none of another.
    pub(super) fn key_among(&self, kind: &str) -> SessionKey {
        let digest = Sha256::new()
            .chain_update(self.as_bytes())
            // No id has it, so the two cannot run into each other.
            .chain_update(b"\0")
            .chain_update(kind);
        SessionKey::from_bytes(digest.finalize().into())
    }

    #[inline]
    fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Text::Inline { length, bytes } => &bytes[..usize::from(*length)],
            Text::Long(text) => text.as_bytes(),
        }
    }
}

impl Text {
    /// Keeps characters that the caller has checked to be ASCII.
    fn from_ascii(characters: &[u8]) -> Self {
        match u8::try_from(characters.len()) {
            Ok(length) if characters.len() <= INLINE => {
                let mut bytes = [0; INLINE];
                bytes[..characters.len()].copy_from_slice(characters);
                Self::Inline { length, bytes }
            }
            _ => Self::Long(characters.iter().map(|&byte| char::from(byte)).collect()),
        }
    }

    /// The whole room of a text that lies in place.
    #[inline]
    fn room(&self) -> Option<&[u8; INLINE]> {
        match self {
            Self::Inline { bytes, .. } => Some(bytes),
            Self::Long(_) => None,
        }
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId(redacted)")
    }
}

impl PartialEq for SessionId {
    /// Compares in a time that depends on the lengths only.
    fn eq(&self, other: &Self) -> bool {
        // What is behind a short one is zero, so all of it is compared: many bytes at a time.
        let (ours, theirs) = (self.as_bytes(), other.as_bytes());
        ours.len() == theirs.len()
            && match (self.0.room(), other.0.room()) {
                (Some(ours), Some(theirs)) => differences(ours, theirs) == 0,
                _ => differences(ours, theirs) == 0,
            }
    }
}

impl Eq for SessionId {}

impl TryFrom<String> for SessionId {
    type Error = InvalidSessionId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl TryFrom<&str> for SessionId {
    type Error = InvalidSessionId;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl FromStr for SessionId {
    type Err = InvalidSessionId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// Why a text is not a session id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidSessionId {
    /// Less than 11 characters, which cannot hold 64 bits of entropy.
    TooShort,
    /// More than 128 characters.
    TooLong,
    /// A character that may not stand in a cookie.
    Alphabet,
}

impl fmt::Display for InvalidSessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooShort => "a session id needs at least 11 characters, which hold 64 bits",
            Self::TooLong => "a session id has at most 128 characters",
            Self::Alphabet => "a session id has only characters that may stand in a cookie",
        })
    }
}

impl std::error::Error for InvalidSessionId {}

/// Which bits differ anywhere, without a way out early.
#[inline]
fn differences(ours: &[u8], theirs: &[u8]) -> u8 {
    let bytes = ours.iter().zip(theirs);
    black_box(bytes.fold(0, |difference, (a, b)| difference | (a ^ b)))
}

/// RFC 6265, section 4.1.1, `cookie-octet`.
fn may_stand_in_a_cookie(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}
