//! Writing: what a session does when its data changes.

use crate::session::{
    Session, SessionData, SessionError,
    core::{Changed, Held},
};

impl<T: SessionData> Session<T> {
    /// Changes the data, stores it, and gives a copy of what is now stored.
    ///
    /// When this returns, the change is in the store. `change` works on a fresh copy; it is called
    /// again, on a fresher one, when another request has written meanwhile. So two requests that
    /// update one session at once both count.
    ///
    /// The first write of a visitor without a session begins one: it gets a new id, and the
    /// response a cookie. An id that the store does not know is never taken over.
    ///
    /// A change after which the data names another [`identity`](crate::Sessions::identity) is stored
    /// under a new id, and the old one is dead.
    ///
    /// # Errors
    ///
    /// [`SessionError::Gone`] when another request has ended or renewed the session after this
    /// one had read it; nothing was stored, and this handle then has no session. The other errors
    /// are failures of the store, the generator or the encoding; what the store has then is
    /// either the old data or the new.
    ///
    /// # Cancel safety
    ///
    /// Dropped early, the change is either stored as a whole or not at all.
    ///
    /// Writes through one handle take turns, so a write that was begun must be polled on or
    /// dropped before the next one can go on.
    pub async fn update(&self, mut change: impl FnMut(&mut T)) -> Result<T, SessionError> {
        self.try_update(|data| {
            change(data);
            Ok(())
        })
        .await
    }

    /// Changes the data like [`update`](Self::update), unless `change` refuses.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// enum Refused {
    ///     CartFull,
    ///     Session(SessionError),
    /// }
    ///
    /// impl From<SessionError> for Refused {
    ///     fn from(error: SessionError) -> Self {
    ///         Self::Session(error)
    ///     }
    /// }
    ///
    /// async fn add(cart: &Session<Vec<u32>>, item: u32) -> Result<Vec<u32>, Refused> {
    ///     cart.try_update(|items| {
    ///         if items.len() == 1 {
    ///             return Err(Refused::CartFull);
    ///         }
    ///         items.push(item);
    ///         Ok(())
    ///     })
    ///     .await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`update`](Self::update), and the error of `change`; then nothing is stored.
    pub async fn try_update<E: From<SessionError>>(
        &self,
        mut change: impl FnMut(&mut T) -> Result<(), E>,
    ) -> Result<T, E> {
        let _turn = self.turn.lock().await;
        self.read_and_rotate().await?;
        let held = self.state().held().cloned();
        let Some(held) = held else {
            let mut data = self.first_data(&self.state());
            change(&mut data)?;
            // Once in a session's life, and large, so not a part of every write's future.
            Box::pin(self.begin(data.clone(), None)).await?;
            return Ok(data);
        };
        match self.change(held, change, |_| false).await {
            Ok(Ok(data)) => Ok(data),
            Ok(Err(refused)) => Err(refused),
            Err(error) => Err(self.failed(error).into()),
        }
    }

    /// Ends the session: the record is deleted, and the client told to forget its cookie.
    ///
    /// What other requests write at the same time ends with it, and so does a session that one of
    /// them has given a new id, as long as the old id leads to it. A later write in the same request begins a new session, with a new id.
    ///
    /// # Errors
    ///
    /// When the store does not answer; the session may then live on.
    pub async fn destroy(&self) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let held = self.state().held().cloned();
        if let Some(held) = held {
            self.core.end(held).await?;
        }
        self.state().end();
        Ok(())
    }

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
