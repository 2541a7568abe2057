//! Look-up: a session asks its store once, when something is asked of it.

use crate::session::{
    Session, SessionData, SessionError, SessionId, SessionKey, WhenStoreIsDown,
    state::{Asked, State},
};

impl<T: SessionData> Session<T> {
    /// Reads what `take` takes, for somebody who can do without a session while the store is down.
    ///
    /// Nothing is settled then: the next one asks the store again.
    pub(super) async fn look<R>(&self, take: impl Fn(&State<T>) -> R) -> Result<R, SessionError> {
        let mut taken = self.read_and(&take).await;
        if taken.is_ok() && self.due_for_rotation().is_some() {
            // Rare and large, so not a part of every request's future.
            taken = Box::pin(async {
                let _turn = self.turn.lock().await;
                self.read_and_rotate().await?;
                Ok(take(&self.state()))
            })
            .await;
        }
        self.or_empty(taken, take)
    }

    /// Takes a store that is down for an empty one, where that was chosen.
    pub(super) fn or_empty<R>(
        &self,
        taken: Result<R, SessionError>,
        take: impl FnOnce(&State<T>) -> R,
    ) -> Result<R, SessionError> {
        match taken {
            Err(SessionError::Store(error)) if self.core.outage == WhenStoreIsDown::FailOpen => {
                tracing::warn!(cause = ?error, "a session counts as empty while its store is down");
                Ok(take(&self.state()))
            }
            outcome => outcome,
        }
    }

    /// Looks into the store once; later calls find what the first has found.
    pub(super) async fn read(&self) -> Result<(), SessionError> {
        self.read_and(|_| ()).await
    }

    /// Looks into the store once, and takes something of what is known then.
    pub(super) async fn read_and<R>(
        &self,
        take: impl FnOnce(&State<T>) -> R,
    ) -> Result<R, SessionError> {
        #[cfg(feature = "client-sessions")]
        self.unseal();
        let key = {
            let mut state = self.state();
            match state.ask(|id| self.key_of(id)) {
                Asked::Known => return Ok(take(&state)),
                Asked::Unknown(key) => key,
            }
        };
        let held = match key {
            Some(key) => self.core.find(&key).await?,
            None => None,
        };
        let mut state = self.state();
        state.found(held);
        Ok(take(&state))
    }

    /// The key of the id that the client claims.
    #[inline]
    fn key_of(&self, id: &SessionId) -> SessionKey {
        let cookie = &self.core.cookie;
        match &self.connection {
            Some(connection) => connection.remembered_key().of(id, cookie),
            None => cookie.key(id),
        }
    }

    /// Opens what the client carries itself, once something is asked of it.
    #[cfg(feature = "client-sessions")]
    #[inline]
    pub(super) fn unseal(&self) {
        if let (Some(slot), Some(how)) = (&self.slot, &self.core.client_side) {
            slot.open(how, &self.core.cookie, |id| self.state().claim(id));
        }
    }

    /// What the session of a visitor without one begins with.
    pub(super) fn first_data(&self, state: &State<T>) -> T {
        let populated = state.populated().cloned();
        populated.unwrap_or_else(|| self.core.default_data.clone())
    }
}
