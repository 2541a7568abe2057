//! Settings: what can be chosen for sessions.

use std::{
    any::{Any, TypeId},
    sync::Arc,
    time::Duration,
};

use crate::session::{
    Clock, Codec, CookieFetcher, FetchId, GenerateId, SessionCookie, SessionData, Sessions,
    SiteData, WhenStoreIsDown,
};

impl<T: SessionData, F: 'static, G> Sessions<T, F, G> {
    /// Finds the session id elsewhere than in the cookie.
    ///
    /// # Security
    ///
    /// Nobody but the fetcher knows by which header answers vary then. So one for which the session was
    /// read says `Cache-Control: private`, unless a handler has said something there; see
    /// [`cache_headers`](Self::cache_headers).
    #[must_use]
    pub fn fetcher<N: FetchId>(self, fetcher: N) -> Sessions<T, N, G> {
        let mut core = self.core;
        Arc::make_mut(&mut core).rules().is_found_anywhere =
            TypeId::of::<N>() != TypeId::of::<CookieFetcher>();
        Sessions {
            core,
            fetcher: Arc::new(fetcher),
            generator: self.generator,
        }
    }

    /// Makes session ids another way.
    #[must_use]
    pub fn generator<N: GenerateId>(self, generator: N) -> Sessions<T, F, N> {
        Sessions {
            core: self.core,
            fetcher: self.fetcher,
            generator: Arc::new(generator),
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
    /// For pages whose parallel requests are under way while the id changes. Without a grace, one of them
    /// that comes with the old id and writes begins a session of its own; if its answer is the last to
    /// arrive, the browser has that one. So pages that write all the time, such as by polling, need a few
    /// seconds.
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
    /// visitor whom the response with the new id never reaches has lost the session after that. Tokens
    /// of [`CsrfTokens`](crate::CsrfTokens) are made of the id: a form that was shown before can be sent by
    /// the request that brings the new id, and has to be loaded again when another one did.
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
        let fetcher = &mut self.fetcher as &mut dyn Any;
        if let Some(fetcher) = fetcher.downcast_mut::<Arc<CookieFetcher>>() {
            *fetcher = Arc::new(CookieFetcher::new(&cookie));
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

    /// Says whom the data belongs to, say by the id of an account.
    ///
    /// Whenever an update changes that, at a login, a logout or a change of roles that is part of it,
    /// the session gets a new id in the same step, and the old id is dead. The record notes it as
    /// its subject, which [`destroy_all`](crate::SessionSystem::destroy_all) ends sessions by.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{MemoryStore, Session, SessionError, SessionId, Sessions};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Clone, Default, Serialize, Deserialize)]
    /// struct Visitor {
    ///     account: Option<u32>,
    ///     cart: Vec<u32>,
    /// }
    ///
    /// async fn log_in(visitor: &Session<Visitor>) -> Result<Visitor, SessionError> {
    ///     visitor.update(|data| data.account = Some(7)).await
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let sessions = Sessions::<Visitor>::new(MemoryStore::new()).identity(|data| data.account);
    /// # let new_id = || async { Ok::<_, SessionError>(SessionId::random::<128>()) };
    /// # let session = sessions.open(None);
    /// # session.serve(async {
    /// let visitor = &session;
    /// visitor.update(|data| data.cart.push(1)).await.unwrap();
    /// let anonymous = visitor.id().await.unwrap();
    /// log_in(visitor).await.unwrap();
    /// assert_ne!(visitor.id().await.unwrap(), anonymous);
    /// # }, new_id).await;
    /// # });
    /// ```
    ///
    /// # Security
    ///
    /// This makes a defence against session fixation of what would otherwise have to be remembered
    /// at every login. Include in the identity whatever gives rights.
    #[must_use]
    pub fn identity<I: ToString>(
        mut self,
        identify: impl Fn(&T) -> Option<I> + Send + Sync + 'static,
    ) -> Self {
        let identify = move |data: &T| identify(data).map(|whose| Arc::from(whose.to_string()));
        self.settings().identity = Some(Arc::new(identify));
        self
    }

    /// Writes the data down another way. The default is [`JsonCodec`](crate::session::JsonCodec).
    #[must_use]
    pub fn codec(mut self, codec: impl Codec) -> Self {
        self.settings().set_codec(Arc::new(codec));
        self
    }

    /// Makes the browser forget these kinds of data, too, when a session ends by `destroy`. The
    /// default is none.
    ///
    /// It is said by `Clear-Site-Data`, which browsers heed over https only.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::{MemoryStore, Sessions, session::SiteData};
    ///
    /// let sessions = Sessions::<u64>::new(MemoryStore::new())
    ///     .clear_site_data([SiteData::Cache, SiteData::Storage]);
    /// assert!(format!("{sessions:?}").contains("cache"));
    /// ```
    #[must_use]
    pub fn clear_site_data(mut self, kinds: impl IntoIterator<Item = SiteData>) -> Self {
        self.settings().clear_site_data = SiteData::header(kinds);
        self
    }

    /// Tells caches how to treat an answer that has to do with a session, or leaves that to the
    /// application. The default is to tell them.
    ///
    /// An answer for which the session was read says `Vary: Cookie`, and one that sets the cookie
    /// `Cache-Control: no-store`, or `private` beside what a handler has said. With a
    /// [`fetcher`](Self::fetcher) of your own, one for which the session was read is `private`, too.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// #[handler]
    /// async fn count(visits: &Session<u64>) -> Result<String, SessionError> {
    ///     visits.update(|visits| *visits += 1).await.map(|visits| visits.to_string())
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let sessions = Sessions::<u64>::new(MemoryStore::new()).cache_headers(false);
    /// let app = middleware_stack! { (sessions), => count };
    /// # #[cfg(feature = "testing")] {
    /// let response = onionskin::TestClient::new(app).get("/").await;
    /// assert!(!response.headers().contains_key("vary"));
    /// # }
    /// # }
    /// ```
    ///
    /// # Security
    ///
    /// Without them a shared cache may keep one visitor's answer, or cookie, and give it to another.
    /// Switch them off where no cache is in front, or where the application says `no-store` itself.
    #[must_use]
    pub fn cache_headers(mut self, are_set: bool) -> Self {
        self.settings().guides_caches = are_set;
        self
    }

    /// Switches sessions off, or leaves them on. The default is on.
    ///
    /// Everything below still borrows its session: it begins with the default data at every request,
    /// what is written is gone when the request is, no cookie is read or set, and no store is asked. So a
    /// deployment can do without sessions, and none of its handlers has to know.
    ///
    /// # Examples
    ///
    /// ```
    /// use onionskin::prelude::*;
    ///
    /// #[handler]
    /// async fn count(visits: &Session<u64>) -> Result<String, SessionError> {
    ///     visits.update(|visits| *visits += 1).await.map(|visits| visits.to_string())
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let sessions = Sessions::<u64>::new(MemoryStore::new()).enabled(false);
    /// let app = middleware_stack! { (sessions), => count };
    /// # #[cfg(feature = "testing")] {
    /// let client = onionskin::TestClient::new(app).base_url("https://localhost");
    /// for _ in 0..2 {
    ///     assert_eq!(client.get("/").await.text().await, "1");
    /// }
    /// # }
    /// # }
    /// ```
    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        if !enabled {
            Arc::make_mut(&mut self.core).switch_off();
        }
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
}
