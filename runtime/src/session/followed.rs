//! `FollowedId`: the id of a session for somebody who does not know its data.

use std::sync::{Mutex, PoisonError};

use crate::session::SessionId;

/// The id that a session has at this moment; a request may begin, renew and end one.
#[derive(Debug, Default)]
pub(crate) struct FollowedId(Mutex<Option<SessionId>>);

impl FollowedId {
    pub(crate) fn now(&self) -> Option<SessionId> {
        // Nothing that can panic runs under this lock.
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(super) fn set(&self, id: Option<SessionId>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = id;
    }
}
