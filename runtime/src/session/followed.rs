//! `FollowedId`: the id of a session for somebody who does not know its data.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::session::SessionId;

/// The id that a session has at this moment; a request may begin, renew and end one.
#[derive(Debug, Default)]
pub(crate) struct FollowedId(Mutex<Ids>);

#[derive(Debug, Default)]
struct Ids {
    now: Option<SessionId>,
    before: Option<SessionId>,
}

impl FollowedId {
    pub(crate) fn now(&self) -> Option<SessionId> {
        self.ids().now.clone()
    }

    /// The id that the request came with, if the session has got its new one only because it was time.
    pub(crate) fn before(&self) -> Option<SessionId> {
        self.ids().before.clone()
    }

    pub(super) fn set(&self, now: Option<SessionId>, before: Option<SessionId>) {
        *self.ids() = Ids { now, before };
    }

    fn ids(&self) -> MutexGuard<'_, Ids> {
        // Nothing that can panic runs under this lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
