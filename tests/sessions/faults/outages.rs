//! A store that does not answer costs no more than the time limit, and what was chosen.

use std::time::{Duration, Instant};

use onionskin::{
    IntoResponse, SessionError, Sessions,
    session::{PostgresStore, RedisStore, WhenStoreIsDown::FailOpen},
};
use tokio_postgres::NoTls;

use crate::sessions::{
    servers::{PostgresServer, RedisServer},
    visitor::{cookie, count, read, set_cookie, visit},
};

const LIMIT: Duration = Duration::from_millis(300);
/// What a busy machine may add to the limit.
const SLACK: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_redis_is_503_within_the_time_limit() {
    let server = RedisServer::start();
    let sessions = Sessions::<u64>::new(redis_store(&server)).store_time_limit(LIMIT);
    fails_closed(sessions, async || server.freeze(), async || server.thaw()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_keeps_us_waiting_is_503_within_the_time_limit() {
    let server = PostgresServer::start();
    let store = postgres_store(&server).await;
    let sessions = Sessions::<u64>::new(store).store_time_limit(LIMIT);
    let table = Table::of(&server).await;
    fails_closed(
        sessions,
        async || table.lock().await,
        async || table.unlock().await,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_redis_is_an_empty_session_where_that_was_chosen() {
    let server = RedisServer::start();
    let sessions = Sessions::<u64>::new(redis_store(&server)).store_time_limit(LIMIT);
    fails_open(sessions, async || server.freeze(), async || server.thaw()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_keeps_us_waiting_is_an_empty_session_where_that_was_chosen() {
    let server = PostgresServer::start();
    let store = postgres_store(&server).await;
    let sessions = Sessions::<u64>::new(store).store_time_limit(LIMIT);
    let table = Table::of(&server).await;
    fails_open(
        sessions,
        async || table.lock().await,
        async || table.unlock().await,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stores_have_a_time_limit_of_their_own() {
    let server = RedisServer::start();
    let redis = redis_store(&server).time_limit(LIMIT);
    let patient = Sessions::<u64>::new(redis).store_time_limit(10 * SLACK);
    fails_closed(patient, async || server.freeze(), async || server.thaw()).await;
    let server = PostgresServer::start();
    let postgres = postgres_store(&server).await.time_limit(LIMIT);
    let patient = Sessions::<u64>::new(postgres).store_time_limit(10 * SLACK);
    let table = Table::of(&server).await;
    fails_closed(
        patient,
        async || table.lock().await,
        async || table.unlock().await,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_can_start_before_its_store() {
    let mut redis = RedisServer::start();
    redis.kill();
    let sessions = Sessions::<u64>::new(redis_store(&redis)).store_time_limit(LIMIT);
    let (refused, _) = visit(&sessions, "", async |it| {
        it.update(|count| *count += 1).await
    })
    .await;
    assert!(matches!(refused, Err(SessionError::Store(_))));
    redis.restart();
    recovered(&sessions, "", 1).await;
}

async fn fails_closed(sessions: Sessions<u64>, stop: impl AsyncFn(), resume: impl AsyncFn()) {
    let known = cookie(&visit(&sessions, "", count).await.1);
    stop().await;
    let asked = Instant::now();
    let (failed, response) = visit(&sessions, &known, async |it| it.get().await).await;
    assert!(asked.elapsed() < LIMIT + SLACK, "{:?}", asked.elapsed());
    assert_eq!(set_cookie(&response), None);
    let response = failed.unwrap_err().into_response();
    assert_eq!(response.status(), 503);
    assert!(response.headers().contains_key("retry-after"));
    resume().await;
    recovered(&sessions, &known, 2).await;
}

async fn fails_open(sessions: Sessions<u64>, stop: impl AsyncFn(), resume: impl AsyncFn()) {
    let sessions = sessions.when_store_is_down(FailOpen);
    let known = cookie(&visit(&sessions, "", count).await.1);
    stop().await;
    let asked = Instant::now();
    let (found, response) = visit(&sessions, &known, read).await;
    assert!(asked.elapsed() < LIMIT + SLACK, "{:?}", asked.elapsed());
    assert_eq!(found, 0);
    assert_eq!(set_cookie(&response), None, "the visitor keeps the cookie");
    let (nothing, _) = visit(&sessions, &known, async |it| {
        (it.exists().await.unwrap(), it.id().await.unwrap())
    })
    .await;
    assert_eq!(nothing, (false, None));
    let (written, response) = visit(&sessions, &known, async |it| {
        it.update(|count| *count = 7).await
    })
    .await;
    assert!(
        matches!(written, Err(SessionError::Store(_))),
        "nothing that is not stored passes for stored"
    );
    assert_eq!(set_cookie(&response), None);
    let (resumed, response) = visit(&sessions, &known, async |it| {
        read(it).await;
        resume().await;
        loop {
            match it.get().await.unwrap() {
                0 => tokio::task::yield_now().await,
                found => return found,
            }
        }
    })
    .await;
    assert_ne!(
        resumed, 0,
        "the same request finds the session when its store returns"
    );
    assert_eq!(set_cookie(&response), None);
}

/// The first call after an outage may still find a broken connection; then all must be well.
async fn recovered(sessions: &Sessions<u64>, known: &str, least: u64) {
    let recovery = async {
        loop {
            let (counted, _) = visit(sessions, known, async |it| {
                it.update(|count| *count += 1).await
            })
            .await;
            match counted {
                Ok(count) => return count,
                Err(SessionError::Store(_)) => tokio::task::yield_now().await,
                Err(lost) => panic!("the session is lost: {lost:?}"),
            }
        }
    };
    let counted = tokio::time::timeout(Duration::from_secs(60), recovery).await;
    assert!(counted.expect("the store is back") >= least);
}

fn redis_store(server: &RedisServer) -> RedisStore {
    RedisStore::new(&server.url()).unwrap()
}

async fn postgres_store(server: &PostgresServer) -> PostgresStore {
    let store = PostgresStore::new(&server.url()).unwrap();
    store.migrate().await.unwrap();
    store
}

/// The table of the sessions, seen by somebody who can keep all others waiting for it.
struct Table(tokio_postgres::Client);

impl Table {
    async fn of(server: &PostgresServer) -> Self {
        let (client, connection) = tokio_postgres::connect(&server.url(), NoTls).await.unwrap();
        tokio::spawn(connection);
        Self(client)
    }

    async fn lock(&self) {
        let lock = "BEGIN; LOCK TABLE onionskin_sessions";
        self.0.batch_execute(lock).await.unwrap();
    }

    async fn unlock(&self) {
        self.0.batch_execute("COMMIT").await.unwrap();
    }
}
