//! Remembered key: what the session id that came over a connection last is digested to.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use crate::session::{SessionCookie, SessionId, SessionKey};

/// The digest of the session id that came over a connection last.
///
/// A client that keeps its connection says the same id with every request, and where the processor has no
/// instructions for SHA-256, the digest would be the dearest part of looking a session up.
///
/// # Security
///
/// The id lies here for as long as the connection is open, next to the buffer that it was read into. Behind
/// a proxy somebody else may ask over the same connection: ids are compared in constant time.
#[derive(Default)]
pub(crate) struct RememberedKey(Mutex<Option<Box<Last>>>);

struct Last {
    id: SessionId,
    cookie: String,
    key: SessionKey,
}

impl RememberedKey {
    /// Gives the key of a session whose id is in this cookie.
    pub(super) fn of(&self, id: &SessionId, cookie: &SessionCookie) -> SessionKey {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            // Of another cookie it is another session.
            Some(last) if last.id == *id && last.cookie == cookie.name() => last.key,
            _ => {
                let key = cookie.key(id);
                *last = Some(Box::new(Last {
                    id: id.clone(),
                    cookie: cookie.name().to_owned(),
                    key,
                }));
                key
            }
        }
    }
}

impl Clone for RememberedKey {
    /// Remembers nothing: the copy describes another connection.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for RememberedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RememberedKey(redacted)")
    }
}
