//! Session part: a handle to one field of a session's data.

use std::fmt;

use crate::session::{Session, SessionData, SessionError};

/// One part of a session's data, for code that need not know the rest.
///
/// Parts of one session are independent: writers of different parts both count.
///
/// # Examples
///
/// ```
/// use onionskin::{MemoryStore, Session, SessionError, SessionId, Sessions};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
/// struct Shop {
///     cart: Vec<u32>,
///     language: String,
/// }
///
/// async fn add(shop: &Session<Shop>, item: u32) -> Result<Vec<u32>, SessionError> {
///     let cart = shop.part(|shop| &mut shop.cart);
///     cart.update(|items| items.push(item)).await
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # let sessions = Sessions::<Shop>::new(MemoryStore::new());
/// # let session = sessions.open(None);
/// # let shop = &session;
/// # session.serve(async {
/// assert_eq!(add(shop, 7).await.unwrap(), [7]);
/// # }, || async { Ok::<_, SessionError>(SessionId::random::<128>()) }).await;
/// # });
/// ```
pub struct SessionPart<'a, T, P> {
    session: &'a Session<T>,
    place: fn(&mut T) -> &mut P,
}

impl<T: SessionData> Session<T> {
    /// Lends one part of the data; `place` says where it is.
    pub fn part<P>(&self, place: fn(&mut T) -> &mut P) -> SessionPart<'_, T, P> {
        SessionPart {
            session: self,
            place,
        }
    }
}

impl<T: SessionData, P: Default + Clone> SessionPart<'_, T, P> {
    /// Gives a copy of the part.
    ///
    /// # Errors
    ///
    /// As [`Session::get`].
    pub async fn get(&self) -> Result<P, SessionError> {
        let mut data = self.session.get().await?;
        Ok(std::mem::take((self.place)(&mut data)))
    }

    /// Changes the part, stores it, and gives a copy of what is now stored.
    ///
    /// # Errors
    ///
    /// As [`Session::update`].
    pub async fn update(&self, mut change: impl FnMut(&mut P)) -> Result<P, SessionError> {
        let changed = self.session.update(|data| change((self.place)(data)));
        Ok(std::mem::take((self.place)(&mut changed.await?)))
    }

    /// Makes the part empty, which is what its `Default` says.
    ///
    /// The session ends when nothing is left but the default data. Without a session it does
    /// nothing.
    ///
    /// # Errors
    ///
    /// As [`Session::update`].
    pub async fn clear(&self) -> Result<(), SessionError>
    where
        T: PartialEq,
    {
        let clear = |data: &mut T| *(self.place)(data) = P::default();
        self.session.clear(clear).await
    }
}

impl<T, P> Clone for SessionPart<'_, T, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, P> Copy for SessionPart<'_, T, P> {}

impl<T, P> fmt::Debug for SessionPart<'_, T, P> {
    /// Shows neither the id nor the data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionPart").finish_non_exhaustive()
    }
}
