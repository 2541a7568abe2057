//! Session: typed data that outlives a request, and everything that keeps it.
//!
//! A [`Sessions`] stage lends a [`Session`] to everything below it. The data lives in a
//! [`SessionStore`] under a digest of the session's id; the client keeps the id in a cookie.
#![doc = include_str!("../../docs/sessions.md")]

mod any_store;
mod binding;
mod claim;
#[cfg(feature = "client-sessions")]
mod client_side;
mod clock;
mod codec;
#[cfg(feature = "testing")]
pub mod conformance;
mod cookie;
mod cookie_builder;
mod cookie_error;
mod cookie_prefix;
mod core;
mod decoded;
mod error;
mod expiry_collector;
mod fetch;
mod followed;
mod generate;
mod id;
mod key;
mod lookup;
mod mailbox;
mod memory_records;
mod memory_shard;
mod memory_store;
mod nowhere;
mod outage;
mod part;
mod populate;
#[cfg(feature = "postgres")]
mod postgres;
pub(crate) mod record;
#[cfg(feature = "redis")]
mod redis;
mod remembered_key;
mod renewal;
mod sessions;
mod sessions_error;
mod settings;
mod site_data;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "starlette-sessions")]
mod starlette;
mod state;
mod store;
mod system;
mod telling;
mod visit;
mod writing;

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use self::{core::Core, mailbox::Mailbox, state::State};
use crate::Connection;

pub use self::claim::Claim;
#[cfg(feature = "client-sessions")]
pub use self::client_side::{ClientSide, SessionKeys, WeakSessionKey};
#[cfg(feature = "messagepack-sessions")]
pub use self::codec::MessagePackCodec;
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
    codec::{Codec, CodecError, JsonCodec},
    cookie::SessionCookie,
    cookie_builder::SessionCookieBuilder,
    cookie_error::InvalidSessionCookie,
    cookie_prefix::CookiePrefix,
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
    sessions_error::SessionsError,
    site_data::SiteData,
    store::{CreateOutcome, SaveOutcome, SessionStore, StoreError},
    system::SessionSystem,
};
pub(crate) use self::{followed::FollowedId, remembered_key::RememberedKey};

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
    /// What the id came over, when it came over one.
    connection: Option<Arc<Connection>>,
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
            connection: None,
            #[cfg(feature = "client-sessions")]
            slot: None,
        }
    }

    /// Gives a copy of the data, or the default data when there is no session.
    ///
    /// To look at the data without a copy is [`with`](Self::with).
    ///
    /// # Errors
    ///
    /// When the store does not answer, unless [`Sessions::when_store_is_down`] says otherwise. A
    /// record that no longer decodes is no error: it counts as empty, and a line in the log says so.
    pub async fn get(&self) -> Result<T, SessionError> {
        self.with(T::clone).await
    }

    /// Shows the data to `look`, or the default data when there is no session, and gives what that gives.
    ///
    /// Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// #[handler]
    /// async fn items(cart: &Session<Vec<String>>) -> Result<String, SessionError> {
    ///     cart.with(|items| items.len().to_string()).await
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let sessions = Sessions::<Vec<String>>::new(MemoryStore::new());
    /// let app = middleware_stack! { (sessions), => items };
    /// # #[cfg(feature = "testing")] {
    /// let client = onionskin::TestClient::new(app);
    /// assert_eq!(client.get("/").await.text().await, "0");
    /// # }
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub async fn with<R>(&self, look: impl FnOnce(&T) -> R) -> Result<R, SessionError> {
        // Looked at outside the lock: `look` may ask something of the session.
        let (held, populated) = self
            .look(|state| match state.held() {
                Some(held) => (Some(Arc::clone(&held.data)), None),
                None => (None, state.populated().cloned()),
            })
            .await?;
        let data = held.as_deref().or(populated.as_ref());
        Ok(look(data.unwrap_or(&self.core.default_data)))
    }

    /// Tells whether there is a session.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn exists(&self) -> Result<bool, SessionError> {
        self.look(|state| state.held().is_some()).await
    }

    /// Gives the id of the session, if there is one. What a client merely claims is no id.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn id(&self) -> Result<Option<SessionId>, SessionError> {
        self.look(|state| state.id().cloned()).await
    }

    /// Lets somebody who does not know `T` see the id, as it is at any moment.
    ///
    /// The store is asked only if the client claims an id.
    pub(crate) async fn follow(&self) -> Result<Arc<FollowedId>, SessionError> {
        #[cfg(feature = "client-sessions")]
        self.unseal();
        if self.state().has_claim() {
            self.look(|_| ()).await?;
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
    /// an id is delivered, so such a write must run inside; elsewhere it is
    /// [`SessionError::Unserved`]. When nothing is asked, the price is
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
}

impl<T> Session<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        // No code of a user runs under this lock but `Clone`; a panic there leaves nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state once nobody borrows the session any more; so it need not be locked.
    fn state_at_the_end(&mut self) -> &mut State<T> {
        self.state.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> fmt::Debug for Session<T> {
    /// Shows neither the id nor the data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}
