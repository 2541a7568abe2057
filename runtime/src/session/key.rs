//! Session key: what stores know a session by.

use std::fmt;

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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey(redacted)")
    }
}
