//! The store in PostgreSQL shares a database politely.

use std::sync::Arc;

use onionskin::{
    SessionId, SessionKey, SessionStore,
    session::{Clock, PostgresStore, Record, SaveOutcome, SystemClock, conformance},
};
use tokio_postgres::{Client, NoTls};

use super::{
    servers::PostgresServer,
    visitor::{HandClock, minutes},
};

async fn on(server: &PostgresServer) -> PostgresStore {
    let store = PostgresStore::new(&server.url()).unwrap().connections(4);
    store.migrate().await.unwrap();
    store
}

async fn client(server: &PostgresServer) -> Client {
    let (client, connection) = tokio_postgres::connect(&server.url(), NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn rows(client: &Client) -> i64 {
    let sql = "SELECT count(*) FROM onionskin_sessions";
    client.query_one(sql, &[]).await.unwrap().get(0)
}

fn live() -> (SessionKey, Record) {
    let now = SystemClock.now();
    let key = SessionId::random::<256>().key();
    (key, Record::new("1".into(), now, now.after(minutes(30))))
}

#[tokio::test]
async fn it_does_what_every_store_must() {
    let server = PostgresServer::start();
    conformance::check(async || on(&server).await).await;
}

#[tokio::test]
async fn it_does_what_every_store_must_where_transactions_are_serialised() {
    let server = PostgresServer::start();
    let strict = "ALTER DATABASE postgres SET default_transaction_isolation = 'serializable'";
    client(&server).await.batch_execute(strict).await.unwrap();
    conformance::check(async || on(&server).await).await;
}

#[tokio::test]
async fn processes_that_start_at_once_make_one_table() {
    let server = PostgresServer::start();
    let stores = (0..8).map(|_| on(&server));
    futures_util::future::join_all(stores).await;
    assert_eq!(rows(&client(&server).await).await, 0);
}

#[tokio::test]
async fn without_its_table_it_is_down_and_nothing_is_made_unasked() {
    let server = PostgresServer::start();
    let store = PostgresStore::new(&server.url()).unwrap();
    let (key, record) = live();
    store.create(&key, &record).await.unwrap_err();
    store.load(&key).await.unwrap_err();
    store.migrate().await.unwrap();
    assert_eq!(store.load(&key).await.unwrap(), None);
}

#[tokio::test]
async fn an_url_that_cannot_be_understood_is_refused_at_once() {
    for url in ["postgres://127.0.0.1:port/db", "http://127.0.0.1"] {
        assert!(PostgresStore::new(url).is_err(), "{url:?}");
    }
}

#[tokio::test]
async fn an_url_that_asks_for_encryption_never_goes_without() {
    let server = PostgresServer::start();
    let url = format!("{}?sslmode=require", server.url());
    let (key, _) = live();
    PostgresStore::new(&url)
        .unwrap()
        .load(&key)
        .await
        .unwrap_err();
}

#[tokio::test]
async fn it_does_what_every_store_must_through_tls_with_a_server_it_can_trust() {
    let server = PostgresServer::start_encrypted();
    let certificate = server.certificate();
    conformance::check(async || {
        let url = server.url_by_name();
        let store = PostgresStore::with_root_certificate(&url, &certificate).unwrap();
        store.migrate().await.unwrap();
        store
    })
    .await;
    let (key, _) = live();
    for (store, why) in [
        (
            PostgresStore::encrypted(&server.url_by_name()),
            "UnknownIssuer",
        ),
        (
            PostgresStore::with_root_certificate(&server.url(), &certificate),
            "NotValidForName",
        ),
        (PostgresStore::new(&server.url_by_name()), "pg_hba"),
    ] {
        let refused = store.unwrap().load(&key).await.unwrap_err();
        assert!(format!("{refused:?}").contains(why), "{why}: {refused:?}");
    }
}

#[tokio::test]
async fn a_store_that_encrypts_never_goes_without() {
    let server = PostgresServer::start();
    let (key, _) = live();
    for mode in ["", "?sslmode=prefer", "?sslmode=disable"] {
        let url = format!("{}{mode}", server.url_by_name());
        let store = PostgresStore::encrypted(&url).unwrap();
        store.load(&key).await.unwrap_err();
    }
}

#[test]
fn a_certificate_that_is_none_is_refused_at_once() {
    for pem in [
        &b""[..],
        b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
    ] {
        let url = "postgres://localhost/db";
        PostgresStore::with_root_certificate(url, pem).unwrap_err();
    }
}

#[tokio::test]
async fn a_full_disk_refuses_what_is_new_and_keeps_what_it_has() {
    let server = PostgresServer::start_bounded(4 << 20);
    let store = on(&server).await;
    let mut kept = Vec::new();
    let refused = loop {
        let (key, mut record) = live();
        // Random, because what is large is compressed.
        let letters = (0..500).map(|_| SessionId::random::<512>().as_str().to_owned());
        record.data = letters.collect::<String>().into();
        match store.create(&key, &record).await {
            Ok(_) => kept.push((key, record)),
            Err(error) => break error,
        }
        assert!(kept.len() < 1000, "the server has grown beyond its bound");
    };
    assert!(format!("{refused:?}").contains("extend"), "{refused:?}");
    for (key, record) in &kept {
        assert_eq!(store.load(key).await.unwrap().as_ref(), Some(record));
    }
    // A session ends: its room is free again after a vacuum, which PostgreSQL does by itself.
    store.delete(&kept[0].0).await.unwrap();
    store.delete(&kept[1].0).await.unwrap();
    client(&server).await.batch_execute("VACUUM").await.unwrap();
    store.create(&kept[0].0, &kept[0].1).await.unwrap();
}

#[tokio::test]
async fn it_opens_no_more_connections_than_it_may() {
    let server = PostgresServer::start();
    let store = on(&server).await;
    let (key, record) = live();
    store.create(&key, &record).await.unwrap();
    let loads = (0..100).map(|_| store.load(&key));
    for found in futures_util::future::join_all(loads).await {
        assert_eq!(found.unwrap().as_ref(), Some(&record));
    }
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'";
    let client = client(&server).await;
    let connections: i64 = client.query_one(sql, &[]).await.unwrap().get(0);
    assert_eq!(connections, 4 + 1, "four of the pool and the one that asks");
}

#[tokio::test]
async fn dead_records_are_collected_however_many_there_are() {
    let server = PostgresServer::start();
    let clock = HandClock::new();
    let store = on(&server).await.clock(clock.clone());
    let (key, mut record) = live();
    record.expires = clock.now().after(minutes(60));
    store.create(&key, &record).await.unwrap();
    let client = client(&server).await;
    let many = "INSERT INTO onionskin_sessions
        SELECT int4send(n), 1, '', 0, 0, 0, n, NULL, NULL FROM generate_series(1, 2500) AS n";
    client.batch_execute(many).await.unwrap();
    assert_eq!(store.delete_expired().await.unwrap(), 2500);
    assert_eq!(rows(&client).await, 1);
}

#[tokio::test]
async fn a_row_that_was_damaged_is_no_session() {
    let server = PostgresServer::start();
    let store = on(&server).await;
    let client = client(&server).await;
    for damage in ["version = -1", "created = -5", "successor = 'short'"] {
        let (key, mut record) = live();
        record.subject = Some(Arc::from("user-1"));
        store.create(&key, &record).await.unwrap();
        let sql = format!("UPDATE onionskin_sessions SET {damage} WHERE key = $1");
        let changed = client.execute(&sql, &[&&key.as_bytes()[..]]).await;
        assert_eq!(changed.unwrap(), 1);
        assert_eq!(store.load(&key).await.unwrap(), None, "{damage}");
    }
}

#[tokio::test]
async fn a_wait_that_was_given_up_costs_no_connection() {
    let server = PostgresServer::start();
    let store = on(&server).await.connections(1);
    let (key, mut record) = live();
    store.create(&key, &record).await.unwrap();
    let client = client(&server).await;
    client
        .batch_execute("BEGIN; LOCK TABLE onionskin_sessions")
        .await
        .unwrap();
    record.version += 1;
    let waiting = store
        .clone()
        .time_limit(std::time::Duration::from_millis(100));
    waiting.save(&key, &record, 1).await.unwrap_err();
    client.batch_execute("COMMIT").await.unwrap();
    let outcome = store.save(&key, &record, 1).await.unwrap();
    assert!(
        matches!(outcome, SaveOutcome::Saved | SaveOutcome::Conflict),
        "what was given up may still have been stored, but as a whole: {outcome:?}"
    );
    assert_eq!(store.load(&key).await.unwrap(), Some(record));
}
