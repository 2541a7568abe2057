//! A visitor: keeps the one cookie it was given, and a clock that is turned by hand.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use http::header::{COOKIE, SET_COOKIE};
use onionskin::{
    Body, CookieFetcher, Failure, FetchId, GenerateId, MemoryStore, RandomGenerator, Request,
    Response, Session, SessionId, Sessions,
    session::{Clock, SessionData, SystemClock, Timestamp},
};

/// An arbitrary moment.
const START: u64 = 1_700_000_000_000;

/// A clock that stands still until it is turned.
#[derive(Clone, Debug)]
pub(super) struct HandClock(Arc<AtomicU64>);

impl HandClock {
    pub(super) fn new() -> Self {
        Self(Arc::new(AtomicU64::new(START)))
    }

    /// Begins with the time of the machine, which servers go by.
    pub(super) fn at_machine_time() -> Self {
        Self(Arc::new(AtomicU64::new(SystemClock.now().as_millis())))
    }

    pub(super) fn advance(&self, duration: Duration) {
        self.0.fetch_add(millis(duration), Relaxed);
    }

    pub(super) fn turn_back(&self, duration: Duration) {
        self.0.fetch_sub(millis(duration), Relaxed);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Relaxed))
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap()
}

pub(super) fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

/// A store and sessions in it that go by one hand-turned clock.
pub(super) fn site<T: SessionData>() -> (Sessions<T>, MemoryStore, HandClock) {
    let clock = HandClock::new();
    let store = MemoryStore::with_capacity_and_clock(1000, clock.clone());
    (
        Sessions::new(store.clone()).clock(clock.clone()),
        store,
        clock,
    )
}

/// Sends one request with that `Cookie` header through `inner`.
pub(super) async fn visit<T: SessionData, R>(
    sessions: &Sessions<T>,
    cookies: &str,
    inner: impl AsyncFnOnce(&Session<T>) -> R,
) -> (R, Response) {
    let mut request = Request::new(Body::empty());
    if !cookies.is_empty() {
        request
            .headers_mut()
            .insert(COOKIE, cookies.parse().unwrap());
    }
    let session = sessions.open(claim(&mut request).await);
    let output = session.serve(inner(&session), new_id).await;
    let mut response = Response::new(Body::empty());
    sessions.close(&session, &mut response);
    (output, response)
}

/// What the default fetcher finds in a request.
pub(super) async fn claim(request: &mut Request) -> Option<String> {
    CookieFetcher::default().fetch(request, ()).await.unwrap()
}

/// What the default generator makes.
pub(super) async fn new_id() -> Result<SessionId, Failure> {
    RandomGenerator.generate(()).await
}

/// Adds one to the session's count, and gives it.
pub(super) async fn count(session: &Session<u64>) -> u64 {
    session.update(|count| *count += 1).await.unwrap()
}

/// Reads the session's count.
pub(super) async fn read(session: &Session<u64>) -> u64 {
    session.get().await.unwrap()
}

/// What the client sends back after this response: `name=value`.
pub(super) fn cookie(response: &Response) -> String {
    let value = set_cookie(response).expect("the response sets a cookie");
    value.split(';').next().unwrap().to_owned()
}

pub(super) fn set_cookie(response: &Response) -> Option<&str> {
    let mut values = response.headers().get_all(SET_COOKIE).iter();
    let value = values.next()?.to_str().unwrap();
    assert!(values.next().is_none(), "more than one cookie is set");
    Some(value)
}
