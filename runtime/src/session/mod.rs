//! Session: typed data that outlives a request, and everything that keeps it.
//!
//! A [`Sessions`] stage lends a [`Session`] to everything below it. The data lives in a
//! [`SessionStore`] under a digest of the session's id; the client keeps the id in a cookie.
#![doc = include_str!("../../docs/sessions.md")]

mod any_store;
pub(crate) mod caching;
#[cfg(feature = "client-sessions")]
mod client_side;
mod clock;
#[cfg(feature = "testing")]
pub mod conformance;
mod cookie;
mod cookie_builder;
mod core;
mod error;
mod expiry_collector;
mod fetch;
mod followed;
mod generate;
mod id;
mod key;
mod mailbox;
mod memory_shard;
mod memory_store;
mod outage;
mod part;
#[cfg(feature = "postgres")]
mod postgres;
mod record;
#[cfg(feature = "redis")]
mod redis;
mod sessions;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "starlette-sessions")]
mod starlette;
mod state;
mod store;
mod system;

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use self::{
    core::{Core, Held},
    mailbox::Mailbox,
    state::State,
};

#[cfg(feature = "client-sessions")]
pub use self::client_side::{ClientSide, SessionKeys, WeakSessionKey};
pub(crate) use self::followed::FollowedId;
#[cfg(feature = "postgres")]
pub use self::postgres::PostgresStore;
#[cfg(feature = "redis")]
pub use self::redis::RedisStore;
#[cfg(feature = "sqlite")]
pub use self::sqlite::{SqliteOptions, SqliteStore};
#[cfg(feature = "starlette-sessions")]
pub use self::starlette::StarletteCookie;
pub use self::{
    clock::{Clock, SystemClock, Timestamp},
    cookie::SessionCookie,
    cookie_builder::{CookiePrefix, InvalidSessionCookie, SessionCookieBuilder},
    core::SessionData,
    error::{Answered, SessionError},
    expiry_collector::ExpiryCollector,
    fetch::{CookieFetcher, FetchId},
    generate::{GenerateId, RandomGenerator},
    id::{InvalidSessionId, SessionId},
    key::SessionKey,
    memory_store::MemoryStore,
    outage::WhenStoreIsDown,
    part::SessionPart,
    record::Record,
    sessions::Sessions,
    store::{CreateOutcome, SaveOutcome, SessionStore, StoreError},
    system::SessionSystem,
};

/// So long the old id of a session that got a new one by itself leads to it: pages whose requests
/// are under way must not be logged out.
const ROTATION_GRACE: Duration = Duration::from_secs(30);

/// One visitor's session: a handle to typed data that outlives the request.
///
/// Lent by the [`Sessions`] stage. It is lazy: nothing is loaded before something is asked, and
/// nothing is stored and no cookie is set before the first write. Within one request it reads the
/// store once; a write sees what others have written meanwhile.
///
/// # Examples
///
/// ```
/// use onionskin::{TestClient, prelude::*};
///
/// #[handler]
/// async fn visit(visits: &Session<u64>) -> Result<Json<u64>, SessionError> {
///     visits.update(|count| *count += 1).await.map(Json)
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let sessions = Sessions::<u64>::new(MemoryStore::new());
/// let client = TestClient::new(middleware_stack! { (sessions), => visit });
/// assert_eq!(client.get("/").await.text().await, "1");
/// assert_eq!(client.get("/").await.text().await, "2");
/// # });
/// ```
pub struct Session<T> {
    core: Arc<Core<T>>,
    state: Mutex<State<T>>,
    /// Writes through one handle take turns, so that two of them cannot begin two sessions.
    turn: tokio::sync::Mutex<()>,
    mailbox: Mailbox,
    /// What the cookie has carried, when it is the client that keeps the session.
    #[cfg(feature = "client-sessions")]
    slot: Option<client_side::Slot>,
}

impl<T: SessionData> Session<T> {
    fn new(core: Arc<Core<T>>, sent: bool, id: Option<SessionId>) -> Self {
        Self {
            core,
            state: Mutex::new(State::new(sent, id)),
            turn: tokio::sync::Mutex::new(()),
            mailbox: Mailbox::default(),
            #[cfg(feature = "client-sessions")]
            slot: None,
        }
    }

    /// Gives a copy of the data, or the default data when there is no session.
    ///
    /// # Errors
    ///
    /// When the store does not answer, unless [`Sessions::when_store_is_down`] says otherwise. A
    /// record that no longer decodes is no error: it counts as empty, and a line in the log says so.
    pub async fn get(&self) -> Result<T, SessionError> {
        self.look().await?;
        let state = self.state();
        Ok(state
            .held()
            .map_or_else(|| self.core.default_data.clone(), |held| held.data.clone()))
    }

    /// Changes the data, stores it, and gives a copy of what is now stored.
    ///
    /// When this returns, the change is in the store. `change` works on a fresh copy; it is called
    /// again, on a fresher one, when another request has written meanwhile. So two requests that
    /// update one session at once both count.
    ///
    /// The first write of a visitor without a session begins one: it gets a new id, and the
    /// response a cookie. An id that the store does not know is never taken over.
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
            let mut data = self.core.default_data.clone();
            change(&mut data)?;
            self.begin(data.clone(), None).await?;
            return Ok(data);
        };
        match self.core.change(held, change).await {
            Ok(Ok(held)) => {
                let data = held.data.clone();
                self.state().hold(held);
                Ok(data)
            }
            Ok(Err(refused)) => Err(refused),
            Err(error) => Err(self.failed(error).into()),
        }
    }

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
    /// nothing afterwards. A [`Sessions::renewal_grace`] above zero weakens it for that long.
    pub async fn regenerate(&self) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let held = self.state().held().cloned();
        match held {
            Some(held) => self.renew(held, None, self.core.grace).await,
            None => Ok(()),
        }
    }

    /// Gives the session a new id and says whom it belongs to; begins one if there is none.
    ///
    /// The subject, say the id of the user's account, is what
    /// [`SessionSystem::destroy_all`] ends all sessions of one person by.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub async fn regenerate_for(&self, subject: &str) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let held = self.state().held().cloned();
        match held {
            Some(held) => self.renew(held, Some(subject), self.core.grace).await,
            None => {
                self.begin(self.core.default_data.clone(), Some(subject))
                    .await
            }
        }
    }

    /// Ends the session: the record is deleted, and the client told to forget its cookie.
    ///
    /// A later write in the same request begins a new session, with a new id.
    ///
    /// # Errors
    ///
    /// When the store does not answer; the session may then live on.
    pub async fn destroy(&self) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let key = self.state().held().map(|held| held.key);
        if let Some(key) = key {
            self.core.delete(&key).await?;
        }
        self.state().end();
        Ok(())
    }

    /// Tells whether there is a session.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn exists(&self) -> Result<bool, SessionError> {
        self.look().await?;
        Ok(self.state().held().is_some())
    }

    /// Gives the id of the session, if there is one. What a client merely claims is no id.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn id(&self) -> Result<Option<SessionId>, SessionError> {
        self.look().await?;
        Ok(self.state().id().cloned())
    }

    /// Lets somebody who does not know `T` see the id, as it is at any moment.
    ///
    /// The store is asked only if the client claims an id.
    pub(crate) async fn follow(&self) -> Result<Arc<FollowedId>, SessionError> {
        if self.state().has_claim() {
            self.look().await?;
        }
        Ok(self.state().follow())
    }

    /// Tells whether the session began, or got a new id, during this request.
    pub fn is_new(&self) -> bool {
        self.state().cookie_is_due()
    }

    /// Runs `inner`, and gives it a new id from `generate` whenever this session needs one.
    ///
    /// For the stage that lends the session: a write that begins or renews a session waits until
    /// an id is delivered, so such a write must run inside. When nothing is asked, the price is
    /// one look at a flag per poll.
    ///
    /// # Cancel safety
    ///
    /// Dropping it drops `inner`.
    pub fn serve<R, F, E>(
        &self,
        inner: impl Future<Output = R>,
        generate: impl FnMut() -> F,
    ) -> impl Future<Output = R>
    where
        F: Future<Output = Result<SessionId, E>>,
        E: Into<SessionError>,
    {
        self.mailbox.serve(inner, generate)
    }

    /// Applies `clear`, and ends the session if that leaves the default data.
    async fn clear(&self, clear: impl FnMut(&mut T)) -> Result<(), SessionError>
    where
        T: PartialEq,
    {
        let _turn = self.turn.lock().await;
        self.read().await?;
        let held = self.state().held().cloned();
        let Some(held) = held else {
            return Ok(());
        };
        match self.core.clear(held, clear).await {
            Ok(Some(held)) => self.state().hold(held),
            Ok(None) => self.state().end(),
            Err(error) => return Err(self.failed(error)),
        }
        Ok(())
    }

    /// Reads for somebody who can do without a session while the store is down.
    ///
    /// Nothing is settled then: the next one asks the store again.
    async fn look(&self) -> Result<(), SessionError> {
        let read = async {
            self.read().await?;
            if self.due_for_rotation().is_some() {
                let _turn = self.turn.lock().await;
                self.read_and_rotate().await?;
            }
            Ok(())
        };
        match read.await {
            Err(SessionError::Store(error)) if self.core.outage == WhenStoreIsDown::FailOpen => {
                tracing::warn!(cause = ?error, "a session counts as empty while its store is down");
                Ok(())
            }
            outcome => outcome,
        }
    }

    /// Reads, and gives the session a new id if it has had its own for long. Holds the turn.
    ///
    /// It is a precaution, so when it does not work out, the session goes on as it is.
    async fn read_and_rotate(&self) -> Result<(), SessionError> {
        self.read().await?;
        let Some(held) = self.due_for_rotation() else {
            return Ok(());
        };
        let grace = self.core.grace.max(ROTATION_GRACE);
        let renewed = async {
            let id = self.mailbox.ask().await?;
            let held = self.core.renew(held, id.key(), None, grace).await?;
            Ok::<_, SessionError>((id, held))
        };
        match renewed.await {
            Ok((id, held)) => self.state().named(id, held),
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
    fn due_for_rotation(&self) -> Option<Held<T>> {
        if self.core.renew_after.is_none() || !self.mailbox.is_served() {
            return None;
        }
        let state = self.state();
        let held = state
            .held()
            .filter(|held| self.core.is_renewal_due(&held.record));
        held.cloned()
    }

    /// Looks into the store once; later calls find what the first has found.
    async fn read(&self) -> Result<(), SessionError> {
        let id = match self.state().ask() {
            state::Asked::Known => return Ok(()),
            state::Asked::Unknown(id) => id,
        };
        let held = match id {
            Some(id) => self.core.find(&id.key()).await?,
            None => None,
        };
        self.state().found(held);
        Ok(())
    }

    async fn begin(&self, data: T, subject: Option<&str>) -> Result<(), SessionError> {
        let id = self.mailbox.ask().await?;
        let held = self.core.create(id.key(), data, subject).await?;
        self.state().named(id, held);
        Ok(())
    }

    async fn renew(
        &self,
        held: Held<T>,
        subject: Option<&str>,
        grace: Duration,
    ) -> Result<(), SessionError> {
        let id = self.mailbox.ask().await?;
        match self.core.renew(held, id.key(), subject, grace).await {
            Ok(held) => {
                self.state().named(id, held);
                Ok(())
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Forgets what the failure has made doubtful.
    fn failed(&self, error: SessionError) -> SessionError {
        match error {
            SessionError::Gone => self.state().lose(),
            _ => self.state().doubt(),
        }
        error
    }
}

impl<T> Session<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        // No code of a user runs under this lock but `Clone`; a panic there leaves nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> fmt::Debug for Session<T> {
    /// Shows neither the id nor the data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}
