//! Writing: what a session does when its data changes.

use crate::session::{
    Session, SessionData, SessionError,
    core::{Changed, Held},
};

impl<T: SessionData> Session<T> {
    /// Applies `clear`, and ends the session if that leaves the default data.
    pub(super) async fn clear(&self, mut clear: impl FnMut(&mut T)) -> Result<(), SessionError>
    where
        T: PartialEq,
    {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let held = self.state().held().cloned();
        let Some(held) = held else {
            return Ok(());
        };
        let clear = |data: &mut T| {
            clear(data);
            Ok::<_, SessionError>(())
        };
        let is_empty = |data: &T| *data == self.core.default_data;
        let cleared = self.change(held, clear, is_empty).await;
        cleared.map_err(|error| self.failed(error))?.map(drop)
    }

    /// Stores a change of what was read, under a new id where that is due.
    pub(super) async fn change<E>(
        &self,
        held: Held<T>,
        mut change: impl FnMut(&mut T) -> Result<(), E>,
        ends: impl Fn(&T) -> bool,
    ) -> Result<Result<T, E>, SessionError> {
        match self.core.change(held, &mut change, ends).await? {
            Ok(Changed::Stored(held)) => {
                let data = T::clone(&held.data);
                self.state().hold(held);
                Ok(Ok(data))
            }
            // Rare and large, so not a part of every request's future.
            Ok(Changed::Identity(held)) => Box::pin(self.renew_changed(held, change)).await,
            Ok(Changed::Ended) => {
                self.state().end();
                Ok(Ok(self.core.default_data.clone()))
            }
            Err(refused) => Ok(Err(refused)),
        }
    }

    pub(super) async fn begin(&self, data: T, subject: Option<&str>) -> Result<(), SessionError> {
        let id = self.mailbox.ask().await?;
        let binding = self.state().binding();
        let held = self
            .core
            .create(self.core.cookie.key(&id), data, subject, binding)
            .await?;
        self.state().named(id, held);
        Ok(())
    }

    /// Forgets what the failure has made doubtful.
    pub(super) fn failed(&self, error: SessionError) -> SessionError {
        match error {
            SessionError::Gone => self.state().lose(),
            _ => self.state().doubt(),
        }
        error
    }
}
