//! Session key: what stores know a session by.

use std::{
    fmt,
    hash::{BuildHasherDefault, Hash, Hasher},
};

/// The SHA-256 digest of a session id, which stores keep in the id's place.
///
/// # Security
///
/// A key opens nothing: the id cannot be found from it, so a copied store or a stolen backup gives
/// nobody a session.
///
/// # Examples
///
/// ```
/// use onionskin::SessionId;
///
/// let id = SessionId::random::<256>();
/// assert_eq!(id.key(), id.key());
/// assert_eq!(format!("{:?}", id.key()), "SessionKey(redacted)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionKey([u8; 32]);

impl SessionKey {
    /// Takes a key back from a store.
    #[must_use]
    #[inline]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Shows the 32 bytes, for a store to keep.
    #[must_use]
    #[inline]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Hash for SessionKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let tail = self.0.last_chunk().copied().unwrap_or_default();
        state.write_u64(u64::from_le_bytes(tail));
    }
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey(redacted)")
    }
}

/// Builds [`DigestHasher`]s.
pub(super) type BuildDigestHasher = BuildHasherDefault<DigestHasher>;

/// Hashes a session key by taking eight bytes of it as they are.
///
/// A key is a digest of an id that was drawn here, so its bytes are as even as a hash, and nobody
/// can choose keys that collide: what a client claims is looked up, but never inserted.
#[derive(Debug, Default)]
pub(super) struct DigestHasher(u64);

impl Hasher for DigestHasher {
    #[inline]
    fn write_u64(&mut self, digest: u64) {
        self.0 = digest;
    }

    fn write(&mut self, bytes: &[u8]) {
        // Keys never come this way; anything else is still hashed, if poorly.
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}
