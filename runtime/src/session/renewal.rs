//! Renewal: a session gets a new id, after a login, when it is somebody else's, or in time.

use std::{sync::Arc, time::Duration};

use crate::session::{
    Session, SessionData, SessionError, SessionId,
    core::{Held, Move, Owner},
};

/// So long the old id of a session that got a new one by itself leads to it: pages whose requests
/// are under way must not be logged out.
const ROTATION_GRACE: Duration = Duration::from_secs(30);

impl<T: SessionData> Session<T> {
    /// Gives the session a new id and keeps its data; the old id is dead.
    ///
    /// Call it whenever the rights of the visitor change, above all after a login. Without a
    /// session it does nothing: the first write will bring a new id anyway.
    ///
    /// What other requests write at the same time is taken along.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    ///
    /// # Cancel safety
    ///
    /// Dropped early, the session goes by its old id, or by a new one of which the client has not
    /// heard: then it is lost to the client.
    ///
    /// # Security
    ///
    /// This is the defence against session fixation: whoever has planted or seen the old id holds
    /// nothing afterwards. A [`Sessions::renewal_grace`](crate::Sessions::renewal_grace) above zero weakens it for that long.
    pub async fn regenerate(&self) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let held = self.state().held().cloned();
        match held {
            Some(held) => self.renew(held, Owner::Same).await,
            None => Ok(()),
        }
    }

    /// Gives the session a new id and says whom it belongs to; begins one if there is none.
    ///
    /// The subject, say the id of the user's account, is what
    /// [`SessionSystem::destroy_all`](crate::SessionSystem::destroy_all) ends all sessions of one person by.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub async fn regenerate_for(&self, subject: &str) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let held = self.state().held().cloned();
        if let Some(held) = held {
            return self.renew(held, Owner::Named(Arc::from(subject))).await;
        }
        let first = self.first_data(&self.state());
        self.begin(first, Some(subject)).await
    }

    /// Reads, and gives the session a new id if it has had its own for long. Holds the turn.
    ///
    /// It is a precaution, so when it does not work out, the session goes on as it is.
    pub(super) async fn read_and_rotate(&self) -> Result<(), SessionError> {
        self.read().await?;
        match self.due_for_rotation() {
            // Rare and large, so not a part of every request's future.
            Some(held) => Box::pin(self.rotate(held)).await,
            None => Ok(()),
        }
    }

    async fn rotate(&self, held: Held<T>) -> Result<(), SessionError> {
        let grace = self.core.grace.max(ROTATION_GRACE);
        let renewed = async {
            let id = self.mailbox.ask().await?;
            // Bound as it was: nobody has shown who he is.
            let to = Move {
                binding: None,
                ..self.move_to(&id, Owner::Same, grace)
            };
            let held = self.core.renew(held, &to).await?;
            Ok::<_, SessionError>((id, held))
        };
        match renewed.await {
            Ok((id, held)) => self.state().rotated(id, held),
            Err(error) => {
                // Most likely another request of the visitor was faster; its session is this one.
                tracing::debug!(cause = ?error, "a session did not get its new id");
                self.state().doubt();
                self.read().await?;
            }
        }
        Ok(())
    }

    /// What is held, if it should get a new id, and somebody is there to make one.
    pub(super) fn due_for_rotation(&self) -> Option<Held<T>> {
        if self.core.renew_after.is_none() || !self.mailbox.is_served() {
            return None;
        }
        let state = self.state();
        let held = state
            .held()
            .filter(|held| self.core.is_renewal_due(&held.record));
        held.cloned()
    }

    /// Stores a change that has made the session somebody else's, under a new id.
    pub(super) async fn renew_changed<E>(
        &self,
        held: Held<T>,
        change: impl FnMut(&mut T) -> Result<(), E>,
    ) -> Result<Result<T, E>, SessionError> {
        let id = self.mailbox.ask().await?;
        let to = self.move_to(&id, Owner::Identity, self.core.grace);
        let renewed = self.core.renew_changed(held, &to, change).await?;
        Ok(renewed.map(|held| {
            let data = T::clone(&held.data);
            self.state().named(id, held);
            data
        }))
    }

    async fn renew(&self, held: Held<T>, owner: Owner) -> Result<(), SessionError> {
        let id = self.mailbox.ask().await?;
        let to = self.move_to(&id, owner, self.core.grace);
        match self.core.renew(held, &to).await {
            Ok(held) => {
                self.state().named(id, held);
                Ok(())
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    fn move_to(&self, id: &SessionId, owner: Owner, grace: Duration) -> Move {
        Move {
            key: self.core.cookie.key(id),
            owner,
            binding: self.state().binding(),
            grace,
        }
    }
}
