//! Session keys: the secrets that sealed sessions are opened with, the newest of which seals.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// OWASP and the ciphers agree on 256 bits.
const SHORTEST: usize = 32;
/// Random bytes of that length, and random digits, have more but for a miracle.
const FEWEST_DIFFERENT: usize = 8;
/// What stands in a secret that somebody was to replace.
const PLACEHOLDERS: [&str; 6] = [
    "change",
    "example",
    "insecure",
    "placeholder",
    "replace",
    "secret",
];

/// The secrets that sessions in cookies are sealed with.
///
/// The first one seals; the others open what was sealed before it came. To change a secret, put the
/// new one first and [`accept`](Self::accept) the old one until the last session with it has ended.
///
/// # Examples
///
/// ```
/// use onionskin::session::{SessionKeys, WeakSessionKey};
///
/// # fn main() -> Result<(), WeakSessionKey> {
/// let keys = SessionKeys::new(b"thirty-two bytes from a generator")?
///     .accept(b"the same of last year, now retired")?;
/// assert_eq!(format!("{keys:?}"), "SessionKeys(2 redacted)");
/// assert_eq!(SessionKeys::new(b"hunter2").unwrap_err(), WeakSessionKey);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SessionKeys {
    current: Key,
    older: Vec<Key>,
}

/// What is derived from one secret. Memory forgets it when it is dropped.
#[derive(Clone)]
pub(super) struct Key {
    /// Names the key in a cookie, and tells nothing about it.
    pub(super) id: String,
    pub(super) encryption: Zeroizing<[u8; 32]>,
    pub(super) signature: Zeroizing<[u8; 32]>,
}

impl SessionKeys {
    /// Seals, and opens, with this secret.
    ///
    /// # Errors
    ///
    /// When it has less than 32 bytes, or less than 8 different ones, or words like `change` and
    /// `secret` in it, which show that nobody has drawn it.
    pub fn new(secret: &[u8]) -> Result<Self, WeakSessionKey> {
        Ok(Self {
            current: Key::derive(secret)?,
            older: Vec::new(),
        })
    }

    /// Opens also what was sealed with this secret.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn accept(mut self, older: &[u8]) -> Result<Self, WeakSessionKey> {
        self.older.push(Key::derive(older)?);
        Ok(self)
    }

    pub(super) fn current(&self) -> &Key {
        &self.current
    }

    pub(super) fn find(&self, id: &str) -> Option<&Key> {
        std::iter::once(&self.current)
            .chain(&self.older)
            .find(|key| key.id == id)
    }
}

impl fmt::Debug for SessionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionKeys({} redacted)", 1 + self.older.len())
    }
}

impl Key {
    fn derive(secret: &[u8]) -> Result<Self, WeakSessionKey> {
        if secret.len() < SHORTEST || !looks_drawn(secret) {
            return Err(WeakSessionKey);
        }
        let source = Hkdf::<Sha256>::new(None, secret);
        let mut id = [0; 6];
        let (mut encryption, mut signature) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
        for (info, key) in [
            (&b"onionskin/session/id"[..], &mut id[..]),
            (b"onionskin/session/encryption", &mut *encryption),
            (b"onionskin/session/signature", &mut *signature),
        ] {
            // It fails beyond 8160 bytes only.
            source.expand(info, key).map_err(|_| WeakSessionKey)?;
        }
        Ok(Self {
            id: URL_SAFE_NO_PAD.encode(id),
            encryption,
            signature,
        })
    }
}

/// Whether a secret may have come from a generator.
fn looks_drawn(secret: &[u8]) -> bool {
    let different = (0..=u8::MAX).filter(|byte| secret.contains(byte)).count();
    let text = secret.to_ascii_lowercase();
    let has = |word: &&str| text.windows(word.len()).any(|part| part == word.as_bytes());
    different >= FEWEST_DIFFERENT && !PLACEHOLDERS.iter().any(has)
}

/// A secret that is too short to keep anything secret, or that can be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeakSessionKey;

impl fmt::Display for WeakSessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret for sessions needs at least 32 random bytes")
    }
}

impl std::error::Error for WeakSessionKey {}
