//! Record: what a store keeps of one session.

use std::{fmt, sync::Arc};

use bytes::Bytes;

use crate::session::{SessionKey, Timestamp, decoded::Decoded};

/// What a client looks like, as a keyed digest.
pub(crate) type Binding = [u8; 32];

/// What a store keeps of one session.
///
/// Cheap to clone: data and subject are shared.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// Counts the writes; a save names the version it has read.
    pub version: u64,
    /// The data of the session, encoded.
    pub data: Bytes,
    /// When the session began; a renewal of the id does not change it.
    pub created: Timestamp,
    /// When the session got the id that it goes by now.
    pub renewed: Timestamp,
    /// When the session was last used, as exact as `touch_every`.
    pub last_seen: Timestamp,
    /// When the record is dead, whichever of its timeouts comes first.
    pub expires: Timestamp,
    /// Whom the session belongs to, so that all sessions of one person can be ended.
    pub subject: Option<Arc<str>>,
    /// What the client looked like when the session was bound to it, as a keyed digest.
    pub binding: Option<[u8; 32]>,
    /// Where the session lives on, when its id was renewed and the old one has a grace.
    pub successor: Option<SessionKey>,
    /// What the data was decoded to, while the record is shared.
    pub(crate) decoded: Decoded,
}

impl Record {
    /// Describes a session that begins now.
    #[must_use]
    pub fn new(data: Bytes, now: Timestamp, expires: Timestamp) -> Self {
        Self {
            version: 1,
            data,
            created: now,
            renewed: now,
            last_seen: now,
            expires,
            subject: None,
            binding: None,
            successor: None,
            decoded: Decoded::default(),
        }
    }

    /// Tells whether the record is dead.
    #[must_use]
    #[inline]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires <= now
    }
}

impl fmt::Debug for Record {
    /// Leaves out the data, the subject and the binding, which are nobody's business in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("version", &self.version)
            .field("data", &format_args!("{} bytes", self.data.len()))
            .field("created", &self.created)
            .field("renewed", &self.renewed)
            .field("last_seen", &self.last_seen)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
