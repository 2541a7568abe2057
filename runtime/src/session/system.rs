//! Session system: the parts of the `Sessions` stage, for those who write the flow by hand.

use std::{fmt, pin::Pin, sync::Arc, time::Duration};

use crate::{
    Request, Response,
    failure::Failure,
    session::{
        Clock, CookieFetcher, FetchId, GenerateId, SessionCookie, SessionData, SessionError,
        SessionId, SessionStore, core::Core,
    },
};

/// The parts of the [`Sessions`](crate::Sessions) stage, one call each.
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
    fetcher: Option<Arc<dyn AnyFetcher>>,
    generator: Option<Arc<dyn AnyGenerator>>,
}

impl<T: SessionData> SessionSystem<T> {
    /// Keeps sessions in `store`, with the defaults of [`Sessions`](crate::Sessions).
    #[must_use]
    pub fn new(store: impl SessionStore) -> Self {
        Self {
            core: Arc::new(Core::new(store)),
            fetcher: None,
            generator: None,
        }
    }

    /// Finds the session id elsewhere than in the cookie.
    #[must_use]
    pub fn fetcher(mut self, fetcher: impl FetchId<Needs = ()>) -> Self {
        self.fetcher = Some(Arc::new(fetcher));
        self
    }

    /// Makes session ids another way.
    #[must_use]
    pub fn generator(mut self, generator: impl GenerateId<Needs = ()>) -> Self {
        self.generator = Some(Arc::new(generator));
        self
    }

    /// Ends a session that got no request for this long. The default is 30 minutes.
    #[must_use]
    pub fn expire_after(mut self, idle: Duration) -> Self {
        self.settings().idle = idle;
        self
    }

    /// Ends a session this long after it began, whatever happens.
    ///
    /// The default is 12 hours, or the idle time when that is longer.
    #[must_use]
    pub fn absolute(mut self, absolute: Duration) -> Self {
        self.settings().absolute = Some(absolute);
        self
    }

    /// Keeps the id in this cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: SessionCookie) -> Self {
        self.settings().cookie = cookie;
        self
    }

    /// Waits so long for every answer of the store. The default is 2 seconds.
    #[must_use]
    pub fn store_time_limit(mut self, limit: Duration) -> Self {
        self.settings().time_limit = limit;
        self
    }

    /// Begins sessions with this data.
    #[must_use]
    pub fn default_data(mut self, data: T) -> Self {
        self.settings().default_data = data;
        self
    }

    /// Tells the time by another clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings().clock = Arc::new(clock);
        self
    }

    /// Finds the session id that a request carries; a malformed one counts as none.
    ///
    /// # Errors
    ///
    /// [`SessionError::Answered`] when the fetcher answers the request itself.
    pub async fn fetch(&self, request: &mut Request) -> Result<Option<SessionId>, SessionError> {
        let claim = match &self.fetcher {
            Some(fetcher) => fetcher.fetch(request).await?,
            None => CookieFetcher::new(&self.core.cookie).find(request),
        };
        Ok(claim.and_then(|claim| SessionId::parse(&claim).ok()))
    }

    /// Tells whether there is a session of that id. Takes `&id` or an `Option<&SessionId>`.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn exists(&self, id: impl Into<Option<&SessionId>>) -> Result<bool, SessionError> {
        match id.into() {
            Some(id) => Ok(self.core.find(&id.key()).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Begins a session with the default data.
    ///
    /// # Errors
    ///
    /// When the generator or the store fails.
    pub async fn create(&self) -> Result<SessionId, SessionError> {
        let id = match &self.generator {
            Some(generator) => generator.generate().await?,
            None => SessionId::random::<256>(),
        };
        self.core
            .create(id.key(), self.core.default_data.clone(), None)
            .await?;
        Ok(id)
    }

    /// Gives a copy of a session's data.
    ///
    /// # Errors
    ///
    /// [`SessionError::NotFound`] when there is no such session, and when the store fails.
    pub async fn get(&self, id: &SessionId) -> Result<T, SessionError> {
        let held = self.core.find(&id.key()).await?;
        held.map(|held| held.data).ok_or(SessionError::NotFound)
    }

    /// Changes a session's data, stores it, and gives a copy of what is now stored.
    ///
    /// `change` is called again on a fresher copy when somebody else has written meanwhile.
    ///
    /// # Errors
    ///
    /// [`SessionError::NotFound`] when there is no such session, which is then not begun either;
    /// the others as in [`Session::update`](crate::Session::update).
    pub async fn update(
        &self,
        id: &SessionId,
        mut change: impl FnMut(&mut T),
    ) -> Result<T, SessionError> {
        let held = self
            .core
            .find(&id.key())
            .await?
            .ok_or(SessionError::NotFound)?;
        let changed = self
            .core
            .change(held, |data| {
                change(data);
                Ok::<_, SessionError>(())
            })
            .await??;
        Ok(changed.data)
    }

    /// Ends a session, if there is one of that id.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn destroy(&self, id: &SessionId) -> Result<(), SessionError> {
        match self.core.find(&id.key()).await? {
            Some(held) => self.core.delete(&held.key).await,
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

    fn settings(&mut self) -> &mut Core<T> {
        Arc::make_mut(&mut self.core)
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
