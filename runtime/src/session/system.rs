//! Session system: the parts of the `Sessions` stage, for those who write the flow by hand.

use std::{fmt, pin::Pin, sync::Arc};

use crate::{
    Request, Response,
    failure::Failure,
    session::{
        FetchId, GenerateId, SessionData, SessionError, SessionId, SessionStore, Sessions,
        core::{Changed, Core, Held, Move, Owner},
    },
};

/// The parts of the [`Sessions`] stage, one call each.
///
/// # Examples
///
/// The whole flow: fetch the id, begin a session where there is none, run the rest, give the
/// client its cookie.
///
/// ```
/// use onionskin::{Body, MemoryStore, Request, Response, SessionError, SessionSystem};
///
/// async fn flow(
///     sessions: &SessionSystem<u64>,
///     request: &mut Request,
/// ) -> Result<Response, SessionError> {
///     let fetched = sessions.fetch(request).await?;
///     let known = if sessions.exists(fetched.as_ref()).await? { fetched } else { None };
///     let is_new = known.is_none();
///     let id = match known {
///         Some(id) => id,
///         None => sessions.create().await?,
///     };
///     sessions.update(&id, |visits| *visits += 1).await?;
///     let mut response = Response::new(Body::empty()); // the rest of the stack
///     if is_new {
///         sessions.add_id(&mut response, &id);
///     }
///     Ok(response)
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let sessions = SessionSystem::new(MemoryStore::new());
/// let response = flow(&sessions, &mut Request::new(Body::empty())).await.unwrap();
/// assert!(response.headers().contains_key("set-cookie"));
/// # });
/// ```
#[derive(Clone)]
pub struct SessionSystem<T> {
    core: Arc<Core<T>>,
    fetcher: Arc<dyn AnyFetcher>,
    generator: Arc<dyn AnyGenerator>,
}

impl<T: SessionData> SessionSystem<T> {
    /// Keeps sessions in `store`, with the defaults of [`Sessions`].
    ///
    /// For other settings, make a `Sessions` with them, and take its [`system`](Sessions::system).
    #[must_use]
    pub fn new(store: impl SessionStore) -> Self {
        Sessions::new(store).system()
    }

    pub(super) fn over<F, G>(core: Arc<Core<T>>, fetcher: &Arc<F>, generator: &Arc<G>) -> Self
    where
        F: FetchId<Needs = ()>,
        G: GenerateId<Needs = ()>,
    {
        Self {
            core,
            fetcher: Arc::<F>::clone(fetcher),
            generator: Arc::<G>::clone(generator),
        }
    }

    /// Finds the session id that a request carries; a malformed one counts as none.
    ///
    /// # Errors
    ///
    /// [`SessionError::Answered`] when the fetcher answers the request itself.
    pub async fn fetch(&self, request: &mut Request) -> Result<Option<SessionId>, SessionError> {
        let claim = self.fetcher.fetch(request).await?;
        Ok(claim.and_then(|claim| SessionId::parse(&claim).ok()))
    }

    /// Tells whether there is a session of that id. Takes `&id` or an `Option<&SessionId>`.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn exists(&self, id: impl Into<Option<&SessionId>>) -> Result<bool, SessionError> {
        match id.into() {
            Some(id) => Ok(self.core.find(&self.core.cookie.key(id)).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Begins a session with the default data.
    ///
    /// # Errors
    ///
    /// When the generator or the store fails; and [`SessionError::Carried`] where sessions are
    /// [in cookies](Sessions::client_side), which the stage alone can write.
    pub async fn create(&self) -> Result<SessionId, SessionError> {
        #[cfg(feature = "client-sessions")]
        if self.core.client_side.is_some() {
            return Err(SessionError::Carried);
        }
        let id = self.generator.generate().await?;
        let first = self.core.default_data.clone();
        self.core
            .create(self.core.cookie.key(&id), first, None, None)
            .await?;
        Ok(id)
    }

    /// Gives a copy of a session's data.
    ///
    /// # Errors
    ///
    /// [`SessionError::NotFound`] when there is no such session, and when the store fails.
    pub async fn get(&self, id: &SessionId) -> Result<T, SessionError> {
        Ok(Arc::unwrap_or_clone(self.find(id).await?.data))
    }

    /// Changes a session's data, stores it, and gives a copy of what is now stored.
    ///
    /// `change` is called again on a fresher copy when somebody else has written meanwhile.
    ///
    /// # Errors
    ///
    /// [`SessionError::NotFound`] when there is no such session, which is then not begun either;
    /// [`SessionError::IdentityChanged`] when the data names another
    /// [`identity`](Sessions::identity) afterwards, which is not stored: that is for
    /// [`update_and_regenerate`](Self::update_and_regenerate). The others as in
    /// [`Session::update`](crate::Session::update).
    pub async fn update(
        &self,
        id: &SessionId,
        mut change: impl FnMut(&mut T),
    ) -> Result<T, SessionError> {
        let held = self.find(id).await?;
        let change = |data: &mut T| {
            change(data);
            Ok::<_, SessionError>(())
        };
        match self.core.change(held, change, |_| false).await?? {
            Changed::Stored(held) => Ok(Arc::unwrap_or_clone(held.data)),
            Changed::Identity(_) => Err(SessionError::IdentityChanged),
            Changed::Ended => Err(SessionError::Gone),
        }
    }

    /// Changes a session's data and gives it a new id in the same step, as at a login.
    ///
    /// The old id is dead; the client must be told the new one by [`add_id`](Self::add_id).
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update), and when the generator fails.
    pub async fn update_and_regenerate(
        &self,
        id: &SessionId,
        mut change: impl FnMut(&mut T),
    ) -> Result<(SessionId, T), SessionError> {
        let mut held = self.find(id).await?;
        change(Arc::make_mut(&mut held.data));
        let change = |data: &mut T| {
            change(data);
            Ok::<_, SessionError>(())
        };
        let renewed = self.generator.generate().await?;
        let to = Move {
            key: self.core.cookie.key(&renewed),
            owner: if self.core.identity.is_some() {
                Owner::Identity
            } else {
                Owner::Same
            },
            binding: None,
            grace: self.core.grace,
        };
        let held = self.core.renew_changed(held, &to, change).await??;
        Ok((renewed, Arc::unwrap_or_clone(held.data)))
    }

    /// Ends a session, if there is one of that id.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn destroy(&self, id: &SessionId) -> Result<(), SessionError> {
        match self.core.find(&self.core.cookie.key(id)).await? {
            Some(held) => self.core.end(held).await,
            None => Ok(()),
        }
    }

    /// Ends all sessions of one subject, and tells how many there were.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn destroy_all(&self, subject: &str) -> Result<u64, SessionError> {
        self.core.delete_for_subject(subject).await
    }

    /// Deletes dead sessions, and tells how many there were; most stores do so by themselves.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn delete_expired(&self) -> Result<u64, SessionError> {
        self.core.delete_expired().await
    }

    /// Gives the client its id, in place of a cookie of that name that the response sets already.
    pub fn add_id(&self, response: &mut Response, id: &SessionId) {
        self.core.set_cookie(response, id);
    }

    /// Makes the client forget its id.
    pub fn remove_id(&self, response: &mut Response) {
        self.core.remove_cookie(response);
    }

    async fn find(&self, id: &SessionId) -> Result<Held<T>, SessionError> {
        let held = self.core.find(&self.core.cookie.key(id)).await?;
        held.ok_or(SessionError::NotFound)
    }
}

impl<T> fmt::Debug for SessionSystem<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.fmt(f)
    }
}

type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// The object-safe face of [`FetchId`].
trait AnyFetcher: Send + Sync {
    fn fetch<'a>(&'a self, request: &'a mut Request) -> Later<'a, Option<String>>;
}

impl<F: FetchId<Needs = ()>> AnyFetcher for F {
    fn fetch<'a>(&'a self, request: &'a mut Request) -> Later<'a, Option<String>> {
        Box::pin(FetchId::fetch(self, request, ()))
    }
}

/// The object-safe face of [`GenerateId`].
trait AnyGenerator: Send + Sync {
    fn generate(&self) -> Later<'_, SessionId>;
}

impl<G: GenerateId<Needs = ()>> AnyGenerator for G {
    fn generate(&self) -> Later<'_, SessionId> {
        Box::pin(GenerateId::generate(self, ()))
    }
}
