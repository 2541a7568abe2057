//! Rules: how the sessions of one configuration live.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use http::HeaderValue;

#[cfg(feature = "client-sessions")]
use crate::session::ClientSide;
use crate::session::{
    Clock, JsonCodec, SessionCookie, SessionData, SystemClock, WhenStoreIsDown, codec::AnyCodec,
};

/// Whose the data says that it is.
pub(crate) type Identify<T> = Arc<dyn Fn(&T) -> Option<Arc<str>> + Send + Sync>;

/// Clock, limits, cookie and default data.
#[derive(Clone)]
pub(crate) struct Rules<T> {
    pub(crate) clock: Arc<dyn Clock>,
    pub(super) codec: Arc<dyn AnyCodec<T>>,
    /// Tells codecs apart, of which each may have a secret of its own.
    pub(super) codec_number: u64,
    pub(crate) cookie: SessionCookie,
    pub(crate) clear_site_data: Option<HeaderValue>,
    pub(crate) default_data: T,
    /// Whether answers tell caches how to treat them.
    pub(crate) guides_caches: bool,
    /// Whether ids may come from elsewhere than a cookie, so that nobody knows by what answers vary.
    pub(crate) is_found_anywhere: bool,
    /// Whether sessions outlive their request at all.
    pub(crate) enabled: bool,
    pub(crate) identity: Option<Identify<T>>,
    pub(crate) idle: Duration,
    pub(crate) absolute: Option<Duration>,
    pub(crate) touch_every: Duration,
    pub(crate) grace: Duration,
    /// After how long a session in use gets a new id by itself.
    pub(crate) renew_after: Option<Duration>,
    pub(crate) time_limit: Duration,
    pub(crate) outage: WhenStoreIsDown,
    #[cfg(feature = "client-sessions")]
    pub(crate) client_side: Option<ClientSide>,
}

impl<T: SessionData> Rules<T> {
    pub(super) fn new() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            codec: Arc::new(JsonCodec),
            codec_number: 0,
            cookie: SessionCookie::default(),
            clear_site_data: None,
            default_data: T::default(),
            guides_caches: true,
            is_found_anywhere: false,
            enabled: true,
            identity: None,
            idle: Duration::from_secs(30 * 60),
            absolute: None,
            touch_every: Duration::from_secs(60),
            grace: Duration::ZERO,
            renew_after: None,
            time_limit: Duration::from_secs(2),
            outage: WhenStoreIsDown::default(),
            #[cfg(feature = "client-sessions")]
            client_side: None,
        }
    }
}

impl<T> Rules<T> {
    /// Writes the data down another way.
    pub(crate) fn set_codec(&mut self, codec: Arc<dyn AnyCodec<T>>) {
        static LAST: AtomicU64 = AtomicU64::new(0);
        self.codec = codec;
        self.codec_number = LAST.fetch_add(1, Relaxed) + 1;
    }
}
