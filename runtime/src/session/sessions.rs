//! Sessions: the stage that lends a session, and its settings.

use std::{any::Any, fmt, sync::Arc, time::Duration};

#[cfg(feature = "client-sessions")]
use crate::session::ClientSide;
use crate::{
    Request, Response, Stage,
    context::{Args, Concat, Lend},
    describe::{Kind, StageInfo},
    service::Service,
    session::{
        Clock, CookieFetcher, FetchId, GenerateId, RandomGenerator, Session, SessionCookie,
        SessionData, SessionId, SessionStore, WhenStoreIsDown, caching, core::Core, state::Due,
    },
    stack::Around,
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
/// | [`cookie`](Self::cookie) | `__Host-SESSION_ID; Path=/; Secure; HttpOnly; SameSite=Lax` |
/// | [`fetcher`](Self::fetcher) | that cookie |
/// | [`generator`](Self::generator) | 256 bits from the operating system |
/// | [`default_data`](Self::default_data) | `T::default()` |
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
#[derive(Clone)]
pub struct Sessions<T, F = CookieFetcher, G = RandomGenerator> {
    core: Arc<Core<T>>,
    pub(crate) fetcher: F,
    pub(crate) generator: G,
}

impl<T: SessionData> Sessions<T> {
    /// Keeps sessions in `store`.
    #[must_use]
    pub fn new(store: impl SessionStore) -> Self {
        Self {
            core: Arc::new(Core::new(store)),
            fetcher: CookieFetcher::default(),
            generator: RandomGenerator,
        }
    }

    /// Keeps no sessions: each client carries its own, sealed, in its cookie.
    ///
    /// The settings of stores have no effect. See [`ClientSide`] for what this cannot do.
    #[cfg(feature = "client-sessions")]
    #[must_use]
    pub fn client_side(how: ClientSide) -> Self {
        let mut sessions = Self::new(how.unpack(&SessionCookie::default(), None).0);
        sessions.settings().client_side = Some(how);
        sessions
    }
}

impl<T: SessionData, F: 'static, G> Sessions<T, F, G> {
    /// Finds the session id elsewhere than in the cookie.
    #[must_use]
    pub fn fetcher<N: FetchId>(self, fetcher: N) -> Sessions<T, N, G> {
        Sessions {
            core: self.core,
            fetcher,
            generator: self.generator,
        }
    }

    /// Makes session ids another way.
    #[must_use]
    pub fn generator<N: GenerateId>(self, generator: N) -> Sessions<T, F, N> {
        Sessions {
            core: self.core,
            fetcher: self.fetcher,
            generator,
        }
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

    /// Notes at most this often that a session was used. The default is a minute.
    ///
    /// Never less often than twice in the idle time.
    #[must_use]
    pub fn touch_every(mut self, interval: Duration) -> Self {
        self.settings().touch_every = interval;
        self
    }

    /// Lets the old id of a renewed session lead to the new one for this long. The default is not.
    ///
    /// For pages whose parallel requests are under way while the id changes.
    ///
    /// # Security
    ///
    /// For as long, who knows the old id is in the session, after the login too.
    #[must_use]
    pub fn renewal_grace(mut self, grace: Duration) -> Self {
        self.settings().grace = grace;
        self
    }

    /// Gives a session in use a new id whenever it has had its own for this long. The default is
    /// not.
    ///
    /// The old id leads to the session for 30 seconds more, or the
    /// [`renewal_grace`](Self::renewal_grace) if longer, so that parallel requests are not lost. A
    /// visitor whom the response with the new id never reaches has lost the session after that.
    ///
    /// # Security
    ///
    /// An id that was stolen unnoticed is worth something for this long only, as long as the
    /// visitor goes on.
    #[must_use]
    pub fn renew_after(mut self, age: Duration) -> Self {
        self.settings().renew_after = Some(age);
        self
    }

    /// Keeps the id in this cookie; the default fetcher looks for it, too.
    #[must_use]
    pub fn cookie(mut self, cookie: SessionCookie) -> Self {
        // Any fetcher can stand here; only ours has to hear of the name.
        if let Some(fetcher) = (&mut self.fetcher as &mut dyn Any).downcast_mut::<CookieFetcher>() {
            *fetcher = CookieFetcher::new(&cookie);
        }
        self.settings().cookie = cookie;
        self
    }

    /// Waits so long for every answer of the store, then it counts as down. The default is 2
    /// seconds.
    ///
    /// Memory answers at once, and is not timed.
    #[must_use]
    pub fn store_time_limit(mut self, limit: Duration) -> Self {
        self.settings().time_limit = limit;
        self
    }

    /// Says what becomes of sessions while the store does not answer. The default is 503.
    #[must_use]
    pub fn when_store_is_down(mut self, outage: WhenStoreIsDown) -> Self {
        self.settings().outage = outage;
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

    /// Lends a session for a request that carries this claim of an id. Asks no store.
    #[must_use]
    pub fn open(&self, fetched: Option<String>) -> Session<T> {
        let sent = fetched.is_some();
        #[cfg(feature = "client-sessions")]
        if let Some(how) = &self.core.client_side {
            let (slot, id) = how.unpack(&self.core.cookie, fetched.as_deref());
            let mut session = Session::new(Arc::new(self.core.over(slot.clone())), sent, id);
            session.slot = Some(slot);
            return session;
        }
        let id = fetched.and_then(|claim| SessionId::try_from(claim).ok());
        Session::new(Arc::clone(&self.core), sent, id)
    }

    /// Tells the client what has become of its session, in the headers of the response.
    ///
    /// A new id is set, a destroyed one deleted. A response with a cookie is kept out of shared
    /// caches, and one that was made from a session varies by `Cookie`.
    pub fn close(&self, session: &Session<T>, response: &mut Response) {
        let (due, was_read) = {
            let state = session.state();
            (state.due(), state.was_read())
        };
        if was_read {
            caching::vary_by_cookie(response.headers_mut());
        }
        #[cfg(feature = "client-sessions")]
        if let Some(how) = &self.core.client_side
            && !matches!(due, Due::Remove)
        {
            return self.close_carried(how, session, response);
        }
        match due {
            Due::Nothing => {}
            Due::Set(id) => self.core.set_cookie(response, &id),
            Due::Remove => self.core.remove_cookie(response),
        }
    }

    /// Gives the client the session that it carries, if it has changed.
    #[cfg(feature = "client-sessions")]
    fn close_carried(&self, how: &ClientSide, session: &Session<T>, response: &mut Response) {
        let id = session.state().id().cloned();
        let sealed = id
            .zip(session.slot.as_ref())
            .and_then(|(id, slot)| how.pack(&self.core.cookie, slot, &id));
        if let Some(sealed) = sealed {
            self.core.carry(response, &sealed);
        }
    }

    fn settings(&mut self) -> &mut Core<T> {
        Arc::make_mut(&mut self.core)
    }
}

// By hand, because what it borrows is whatever its fetcher and its generator borrow.
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
        StageInfo::new(Self::NAME, Kind::Around).of::<Self::Needs, Self::Lends>()
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
        let session = match self.fetcher.fetch(&mut *request, fetching).await {
            Ok(claim) => self.open(claim),
            Err(failure) => {
                return failure
                    .raised_in(Self::NAME)
                    .settle::<C>(C::shorten(cx), request)
                    .await;
            }
        };
        let (_, generating) = F::Needs::split(C::args((), C::shorten(cx)));
        let inner = rest.call(&mut *request, (&session, C::shorten(cx)));
        let mut response = session
            .serve(inner, || self.generator.generate(generating))
            .await;
        self.close(&session, &mut response);
        response
    }
}

impl<T, F, G> fmt::Debug for Sessions<T, F, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.fmt(f)
    }
}
