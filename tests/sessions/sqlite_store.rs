//! The store in an SQLite file is durable, private and bounded.

use std::time::Duration;

use onionskin::{
    SessionId, SessionKey, SessionStore,
    session::{
        Clock, CreateOutcome, ExpiryCollector, Record, SaveOutcome, SqliteStore, SystemClock,
        conformance,
    },
};
use rusqlite::Connection;

use super::{
    servers::Folder,
    visitor::{HandClock, minutes},
};

async fn in_folder(folder: &Folder) -> SqliteStore {
    let store = SqliteStore::open(folder.path().join("sessions.db"))
        .await
        .unwrap();
    store.create_schema().await.unwrap();
    store
}

fn live(data: &[u8]) -> (SessionKey, Record) {
    let now = SystemClock.now();
    let data = bytes::Bytes::copy_from_slice(data);
    let key = SessionId::random::<256>().key();
    (key, Record::new(data, now, now.after(minutes(30))))
}

#[tokio::test]
async fn it_does_what_every_store_must() {
    let folder = Folder::new();
    conformance::check(async || in_folder(&folder).await).await;
}

#[tokio::test]
async fn what_was_stored_is_there_when_the_file_is_opened_again() {
    let folder = Folder::new();
    let (key, record) = live(b"1");
    let store = in_folder(&folder).await;
    assert_eq!(
        store.create(&key, &record).await.unwrap(),
        CreateOutcome::Created
    );
    drop(store);
    let found = in_folder(&folder).await.load(&key).await.unwrap();
    assert_eq!(found, Some(record));
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_but_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let store = in_folder(&folder).await;
    let (key, record) = live(b"secret");
    store.create(&key, &record).await.unwrap();
    let mut files = 0;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others have rights: {mode:o}");
        files += 1;
    }
    assert_eq!(files, 3, "the database, its journal and their index");
}

#[tokio::test]
async fn memory_that_every_connection_would_have_for_itself_is_refused() {
    for path in ["", ":memory:"] {
        assert!(SqliteStore::open(path).await.is_err(), "{path:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_an_error_and_stays_as_it_is() {
    let folder = Folder::new();
    let path = folder.path().join("sessions.db");
    let text = "these are my notes, and not a database. ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    assert!(SqliteStore::open(&path).await.is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[tokio::test]
async fn a_full_store_refuses_what_is_new_and_keeps_what_it_has() {
    let folder = Folder::new();
    let store = SqliteStore::options(folder.path().join("sessions.db"))
        .max_bytes(256 * 1024)
        .open()
        .await
        .unwrap();
    store.create_schema().await.unwrap();
    let mut kept = Vec::new();
    let refused = loop {
        let (key, record) = live(&[b'x'; 5000]);
        match store.create(&key, &record).await {
            Ok(_) => kept.push((key, record)),
            Err(error) => break error,
        }
        assert!(kept.len() < 60, "the store has grown beyond its bound");
    };
    assert!(format!("{refused:?}").contains("full"), "{refused:?}");
    for (key, record) in &kept {
        assert_eq!(store.load(key).await.unwrap().as_ref(), Some(record));
    }
    let (key, record) = &kept[0];
    store.delete(key).await.unwrap();
    store.create(key, record).await.unwrap();
    let size = std::fs::metadata(folder.path().join("sessions.db")).unwrap();
    assert!(size.len() <= 256 * 1024);
}

#[tokio::test]
async fn dead_records_go_away_by_the_way() {
    let folder = Folder::new();
    let clock = HandClock::new();
    let store = SqliteStore::options(folder.path().join("sessions.db"))
        .clock(clock.clone())
        .open()
        .await
        .unwrap();
    store.create_schema().await.unwrap();
    for round in 0..2 {
        for _ in 0..50 {
            let now = clock.now();
            let record = Record::new("1".into(), now, now.after(minutes(1)));
            let key = SessionId::random::<256>().key();
            store.create(&key, &record).await.unwrap();
        }
        assert_eq!(rows(&folder), 50, "after round {round}");
        clock.advance(minutes(2));
    }
    assert_eq!(store.delete_expired().await.unwrap(), 50);
    assert_eq!(rows(&folder), 0);
}

#[tokio::test]
async fn a_collector_clears_dead_records_away_until_it_is_dropped() {
    let folder = Folder::new();
    let store = in_folder(&folder).await;
    let (key, mut record) = live(b"1");
    store.create(&key, &record).await.unwrap();
    record.version += 1;
    record.expires = record.created;
    let saved = store.save(&key, &record, 1).await.unwrap();
    assert_eq!(saved, SaveOutcome::Saved);
    assert_eq!(rows(&folder), 1);
    let collector = ExpiryCollector::start(store, Duration::from_millis(5));
    let cleared = async {
        while rows(&folder) > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(minutes(1), cleared).await.unwrap();
    assert!(collector.is_running());
}

#[tokio::test]
async fn a_row_that_was_damaged_is_no_session() {
    let folder = Folder::new();
    let store = in_folder(&folder).await;
    for damage in [
        "version = -1",
        "created = -5",
        "successor = x'00'",
        "subject = cast(x'ff' AS TEXT)",
    ] {
        let (key, record) = live(b"1");
        store.create(&key, &record).await.unwrap();
        let sql = format!("UPDATE onionskin_sessions SET {damage} WHERE key = ?");
        let changed = database(&folder).execute(&sql, [key.as_bytes()]).unwrap();
        assert_eq!(changed, 1);
        assert_eq!(store.load(&key).await.unwrap(), None, "{damage}");
    }
}

fn database(folder: &Folder) -> Connection {
    Connection::open(folder.path().join("sessions.db")).unwrap()
}

fn rows(folder: &Folder) -> u64 {
    database(folder)
        .query_row("SELECT count(*) FROM onionskin_sessions", [], |row| {
            row.get::<_, i64>(0)
        })
        .unwrap()
        .try_into()
        .unwrap()
}
