//! Sessions: the stage that lends a session, and its settings.

use std::{fmt, mem, sync::Arc};

#[cfg(feature = "client-sessions")]
use crate::session::{ClientSide, SessionCookie};
use crate::{
    Connection, Request, Response, Stage,
    context::{Args, Concat, Lend},
    describe::{Keeping, Kind, StageInfo},
    panics::Overheard,
    request::Facts,
    service::Service,
    session::{
        CookieFetcher, FetchId, GenerateId, RandomGenerator, Session, SessionData, SessionStore,
        SessionSystem,
        claim::Claim,
        core::{Core, Rules},
        visit::Visit,
    },
    stack::Around,
    stack::Declared,
    stage::Under,
};

/// Lends a [`Session`] of `T` to everything below it.
///
/// | setting | default |
/// |---|---|
/// | [`expire_after`](Self::expire_after) | 30 minutes without a request |
/// | [`absolute`](Self::absolute) | 12 hours in all, or the idle time if longer |
/// | [`touch_every`](Self::touch_every) | a minute |
/// | [`renewal_grace`](Self::renewal_grace) | none |
/// | [`renew_after`](Self::renew_after) | never by itself |
/// | [`store_time_limit`](Self::store_time_limit) | 2 seconds |
/// | [`when_store_is_down`](Self::when_store_is_down) | 503 with `Retry-After` |
/// | [`identity`](Self::identity) | the data names none |
/// | [`codec`](Self::codec) | JSON |
/// | [`cache_headers`](Self::cache_headers) | `Vary: Cookie` once read, `Cache-Control` beside a new cookie |
/// | [`enabled`](Self::enabled) | yes |
/// | [`clear_site_data`](Self::clear_site_data) | nothing |
/// | [`cookie`](Self::cookie) | `__Host-SESSION_ID; Path=/; Secure; HttpOnly; SameSite=Lax` |
/// | [`fetcher`](Self::fetcher) | that cookie |
/// | [`generator`](Self::generator) | 256 bits from the operating system |
/// | [`default_data`](Self::default_data) | `T::default()` |
///
/// Several in one stack need cookies of different names, unless they are for the same data; a stack in
/// which two would overwrite each other is not built, nor one with a time that is [zero](crate::session::SessionsError).
///
/// # Security
///
/// An id that is malformed never reaches the store, and one that the store does not know is never
/// adopted: a new session always has an id made here.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use onionskin::{MemoryStore, Sessions};
///
/// let sessions = Sessions::<u64>::new(MemoryStore::new())
///     .expire_after(Duration::from_secs(24 * 60 * 60))
///     .absolute(Duration::from_secs(7 * 24 * 60 * 60));
/// assert!(format!("{sessions:?}").contains("86400s"));
/// ```
pub struct Sessions<T, F = CookieFetcher, G = RandomGenerator> {
    pub(super) core: Arc<Core<T>>,
    // Shared, so that sessions can be cloned whatever finds and makes their ids.
    pub(super) fetcher: Arc<F>,
    pub(super) generator: Arc<G>,
}

impl<T> Sessions<T> {
    /// Keeps sessions in `store`.
    #[must_use]
    pub fn new(store: impl SessionStore) -> Self
    where
        T: SessionData,
    {
        Self {
            core: Arc::new(Core::new(store)),
            fetcher: Arc::new(CookieFetcher::default()),
            generator: Arc::new(RandomGenerator),
        }
    }

    /// Keeps no sessions: each client carries its own, sealed, in its cookie.
    ///
    /// The settings of stores have no effect. See [`ClientSide`] for what this cannot do.
    #[cfg(feature = "client-sessions")]
    #[must_use]
    pub fn client_side(how: ClientSide) -> Self
    where
        T: SessionData,
    {
        let mut sessions = Self::new(how.slot(&SessionCookie::default(), None));
        sessions.settings().client_side = Some(how);
        sessions
    }
}

impl<T: SessionData, F: 'static, G> Sessions<T, F, G> {
    /// Lends a session for a request that carries this claim of an id. Asks no store.
    #[must_use]
    pub fn open(&self, fetched: Option<String>) -> Session<T> {
        self.open_claimed(fetched.map(Claim::new), None)
    }

    #[inline]
    fn open_claimed(
        &self,
        claim: Option<Claim>,
        connection: Option<&Arc<Connection>>,
    ) -> Session<T> {
        let claim = claim.filter(|_| self.core.enabled);
        let sent = claim.is_some();
        #[cfg(feature = "client-sessions")]
        if let Some(how) = &self.core.client_side {
            let slot = how.slot(&self.core.cookie, claim);
            let store = how.store(slot.clone(), &self.core);
            let mut session = Session::new(Arc::new(self.core.over(store)), sent, None);
            session.slot = Some(slot);
            return session;
        }
        let id = claim.and_then(Claim::into_id);
        let mut session = Session::new(Arc::clone(&self.core), sent, id);
        if sent {
            session.connection = connection.cloned();
        }
        session
    }

    /// Tells the client what has become of its session, in the headers of the response.
    ///
    /// A new id is set, a destroyed one deleted. A response with a cookie is kept out of shared
    /// caches, and one that was made from a session varies by `Cookie`, unless
    /// [`cache_headers`](Self::cache_headers) are off.
    pub fn close(&self, session: &Session<T>, response: &mut Response) {
        let outcome = session.state().outcome();
        session.tell(outcome, response);
    }

    /// Gives the parts of the stage, of which each is one call.
    ///
    /// They share the settings and the store: so an application can end all sessions of a person,
    /// or write a session's flow by hand.
    #[must_use]
    pub fn system(&self) -> SessionSystem<T>
    where
        F: FetchId<Needs = ()>,
        G: GenerateId<Needs = ()>,
    {
        #[cfg(feature = "client-sessions")]
        if let Some(how) = &self.core.client_side {
            let slot = how.slot(&self.core.cookie, None);
            let core = self.core.over(how.store(slot, &self.core));
            return SessionSystem::over(Arc::new(core), &self.fetcher, &self.generator);
        }
        SessionSystem::over(Arc::clone(&self.core), &self.fetcher, &self.generator)
    }

    pub(super) fn settings(&mut self) -> &mut Rules<T> {
        Arc::make_mut(&mut self.core).rules()
    }
}

// Data that no session can hold is told of where the sessions are made.
impl<T, F, G> Declared for Sessions<T, F, G> {}

// By hand, because what it borrows is whatever its fetcher and its generator borrow.
#[diagnostic::do_not_recommend]
impl<T, F, G> Stage for Sessions<T, F, G>
where
    T: SessionData,
    F: FetchId<Needs: Concat<G::Needs>>,
    G: GenerateId,
{
    type Needs = <F::Needs as Concat<G::Needs>>::Whole;
    type Lends = Lend<Session<T>>;
    type Form = Around;
    const NAME: &'static str = "Sessions";

    fn describe(&self) -> StageInfo {
        let cookie = &self.core.cookie;
        let keeping = || Keeping::of::<T>(cookie.name(), cookie.path());
        let keeping = self.core.enabled.then(keeping);
        StageInfo::new(Self::NAME, Kind::Around)
            .of::<Self::Needs, Self::Lends>()
            .checked(self.check())
            .keeping(keeping)
    }

    async fn handle<'a, C, I, S>(
        &'a self,
        request: &'a mut Request,
        cx: C::Refs<'a>,
        rest: &'a S,
    ) -> Response
    where
        C: Args<Self::Needs, I>,
        S: Service<Under<Self, C>>,
    {
        let (fetching, _) = F::Needs::split(C::args((), C::shorten(cx)));
        let mut session = match self.fetcher.claim(&mut *request, fetching).await {
            Ok(claim) => self.open_claimed(claim, Facts::connection_of(request)),
            Err(failure) => {
                return failure
                    .raised_in(Self::NAME)
                    .settle::<C>(C::shorten(cx), request)
                    .await;
            }
        };
        let (_, generating) = F::Needs::split(C::args((), C::shorten(cx)));
        let mut visit = Visit::new(&mut session, request);
        let inner = rest.call(&mut *visit.request, (&*visit.session, C::shorten(cx)));
        let inner = (visit.session).serve(inner, || self.generator.generate(generating));
        let mut panic = None;
        let mut response = Overheard::new(inner, &mut panic).await;
        // Also after a panic: what was stored before is kept, so the client has to hear of a new id.
        visit.tell(&mut response);
        match panic {
            None => response,
            Some(panic) => panic.go_on(visit.request, mem::take(response.headers_mut())),
        }
    }
}

impl<T, F, G> Clone for Sessions<T, F, G> {
    fn clone(&self) -> Self {
        Self {
            core: Arc::clone(&self.core),
            fetcher: Arc::clone(&self.fetcher),
            generator: Arc::clone(&self.generator),
        }
    }
}

impl<T, F, G> fmt::Debug for Sessions<T, F, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.fmt(f)
    }
}
