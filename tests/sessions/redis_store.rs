//! The store in Redis shares a server politely, and finds its way around a cluster.

use std::sync::Arc;

use onionskin::{
    SessionId, SessionKey, SessionStore, Sessions,
    session::{Clock, CreateOutcome, Record, RedisStore, SaveOutcome, SystemClock, conformance},
};

use super::{
    servers::{RedisCluster, RedisServer},
    visitor::{cookie, count, minutes, read, visit},
};

fn live() -> (SessionKey, Record) {
    let now = SystemClock.now();
    let key = SessionId::random::<256>().key();
    (key, Record::new("1".into(), now, now.after(minutes(30))))
}

async fn redis<T: redis::FromRedisValue>(server: &RedisServer, command: &[&str]) -> T {
    let client = redis::Client::open(server.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let mut ask = redis::cmd(command[0]);
    ask.arg(&command[1..]);
    ask.query_async(&mut connection).await.unwrap()
}

#[tokio::test]
async fn it_does_what_every_store_must() {
    let server = RedisServer::start();
    conformance::check(async || RedisStore::new(&server.url()).unwrap()).await;
}

#[tokio::test]
async fn it_does_what_every_store_must_in_a_cluster() {
    let cluster = RedisCluster::start();
    let known = cluster.nodes()[0].url();
    conformance::check(async || RedisStore::cluster(&[&known]).unwrap()).await;
    for node in cluster.nodes() {
        let keys: u64 = redis(node, &["DBSIZE"]).await;
        assert!(keys > 0, "one of the servers has nothing to do");
    }
}

#[tokio::test]
async fn it_finds_its_way_when_a_slot_moves_to_another_server() {
    let cluster = RedisCluster::start();
    let [first, second, _] = cluster.nodes();
    let store = RedisStore::cluster(&[&first.url()]).unwrap();
    let mut kept = Vec::new();
    for _ in 0..20 {
        let (key, record) = live();
        store.create(&key, &record).await.unwrap();
        kept.push((key, record));
    }
    let there: Vec<String> = redis(first, &["KEYS", "*session*"]).await;
    for moved in there {
        let slot: u64 = redis(first, &["CLUSTER", "KEYSLOT", &moved]).await;
        move_slot(first, second, &slot.to_string(), &moved).await;
    }
    for (key, record) in &mut kept {
        assert_eq!(store.load(key).await.unwrap().as_ref(), Some(&*record));
        record.version += 1;
        let saved = store.save(key, record, 1).await.unwrap();
        assert_eq!(saved, SaveOutcome::Saved);
    }
}

/// What an operator does to make room on a server.
async fn move_slot(from: &RedisServer, to: &RedisServer, slot: &str, key: &str) {
    let (source, target): (String, String) = (
        redis(from, &["CLUSTER", "MYID"]).await,
        redis(to, &["CLUSTER", "MYID"]).await,
    );
    let set = ["CLUSTER", "SETSLOT", slot];
    redis::<()>(to, &[&set[..], &["IMPORTING", &source]].concat()).await;
    redis::<()>(from, &[&set[..], &["MIGRATING", &target]].concat()).await;
    let port = to.port().to_string();
    redis::<()>(from, &["MIGRATE", "127.0.0.1", &port, key, "0", "5000"]).await;
    for node in [to, from] {
        redis::<()>(node, &[&set[..], &["NODE", &target]].concat()).await;
    }
}

#[tokio::test]
#[ignore = "Debian 12 has no package valkey-server; run it where there is one in the path"]
async fn it_does_what_every_store_must_in_valkey() {
    let server = RedisServer::start_program("valkey-server", &[]);
    let info: String = redis(&server, &["INFO", "server"]).await;
    assert!(info.contains("server_name:valkey"), "{info}");
    conformance::check(async || RedisStore::new(&server.url()).unwrap()).await;
}

#[tokio::test]
async fn it_does_what_every_store_must_through_tls_with_a_server_it_can_trust() {
    let server = RedisServer::start_encrypted();
    let url = format!("rediss://localhost:{}", server.port());
    let trusting = async || RedisStore::with_root_certificate(&url, &server.certificate()).unwrap();
    conformance::check(trusting).await;
    let (key, _) = live();
    let stranger = RedisStore::new(&url).unwrap();
    let refused = stranger.load(&key).await.unwrap_err();
    assert!(
        format!("{refused:?}").contains("UnknownIssuer"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn it_logs_in_as_the_user_of_its_url_and_stays_within_its_prefix() {
    let server = RedisServer::start();
    let rights = [
        "ACL", "SETUSER", "shop", "on", ">secret", "~shop:*", "+@all",
    ];
    redis::<()>(&server, &rights).await;
    let url = |password| format!("redis://shop:{password}@127.0.0.1:{}", server.port());
    conformance::check(async || RedisStore::new(&url("secret")).unwrap().prefix("shop:")).await;
    let (key, record) = live();
    let elsewhere = RedisStore::new(&url("secret")).unwrap().prefix("other:");
    elsewhere.create(&key, &record).await.unwrap_err();
    let stranger = RedisStore::new(&url("guessed")).unwrap().prefix("shop:");
    let refused = stranger.create(&key, &record).await.unwrap_err();
    assert!(!format!("{refused:?} {stranger:?}").contains("guessed"));
}

#[tokio::test]
async fn an_url_that_cannot_be_understood_is_refused_at_once() {
    for url in ["", "http://127.0.0.1", "redis://127.0.0.1:port"] {
        assert!(RedisStore::new(url).is_err(), "{url:?}");
    }
    assert!(RedisStore::cluster(&[]).is_err());
}

#[tokio::test]
async fn the_server_lets_records_and_indexes_go_when_their_time_is_over() {
    let server = RedisServer::start();
    let store = RedisStore::new(&server.url()).unwrap();
    let (key, mut record) = live();
    record.subject = Some(Arc::from("user-1"));
    store.create(&key, &record).await.unwrap();
    let later = record.expires.after(minutes(30));
    store.touch(&key, record.last_seen, later).await.unwrap();
    let keys: Vec<String> = redis(&server, &["KEYS", "*"]).await;
    assert_eq!(keys.len(), 2, "{keys:?}");
    for key in &keys {
        assert!(key.starts_with("onionskin:"), "{key}");
        let end: u64 = redis(&server, &["PEXPIRETIME", key]).await;
        assert_eq!(end, later.as_millis(), "{key}");
    }
}

#[tokio::test]
async fn an_index_forgets_the_sessions_that_are_over() {
    let server = RedisServer::start();
    let store = RedisStore::new(&server.url()).unwrap();
    for life in [minutes(0), minutes(30), minutes(30)] {
        let (key, mut record) = live();
        record.subject = Some(Arc::from("user-1"));
        record.expires = record.created.after(life);
        store.create(&key, &record).await.unwrap();
    }
    let index: Vec<String> = redis(&server, &["KEYS", "*subject*"]).await;
    let known: u64 = redis(&server, &["ZCARD", &index[0]]).await;
    assert_eq!(known, 2);
    assert_eq!(store.delete_for_subject("user-1").await.unwrap(), 2);
}

#[tokio::test]
async fn a_server_that_lost_its_scripts_gets_them_again() {
    let server = RedisServer::start();
    let store = RedisStore::new(&server.url()).unwrap();
    let (key, mut record) = live();
    store.create(&key, &record).await.unwrap();
    redis::<()>(&server, &["SCRIPT", "FLUSH"]).await;
    record.version += 1;
    let saved = store.save(&key, &record, 1).await.unwrap();
    assert_eq!(saved, SaveOutcome::Saved);
}

#[tokio::test]
async fn loading_is_one_command_and_saving_another() {
    let server = RedisServer::start();
    let store = RedisStore::new(&server.url()).unwrap();
    let (key, mut record) = live();
    store.create(&key, &record).await.unwrap();
    record.version += 1;
    store.save(&key, &record, 1).await.unwrap();
    redis::<()>(&server, &["CONFIG", "RESETSTAT"]).await;
    store.load(&key).await.unwrap();
    assert_eq!(calls(&server, "hmget").await, 1);
    assert_eq!(calls(&server, "evalsha").await, 0);
    record.version += 1;
    store.save(&key, &record, 2).await.unwrap();
    assert_eq!(calls(&server, "evalsha").await, 1);
    assert_eq!(
        calls(&server, "hmget").await,
        2,
        "one of the load, one of the script"
    );
    assert_eq!(calls(&server, "script|load").await, 0);
}

/// How often the server was asked for that since its counts were reset.
async fn calls(server: &RedisServer, command: &str) -> u64 {
    let stats: String = redis(server, &["INFO", "commandstats"]).await;
    let prefix = format!("cmdstat_{command}:calls=");
    let mut counts = stats.lines().filter_map(|line| line.strip_prefix(&prefix));
    counts
        .next()
        .map_or(0, |count| count.split(',').next().unwrap().parse().unwrap())
}

#[tokio::test]
async fn a_full_server_refuses_what_is_new_and_keeps_what_it_has() {
    let server = RedisServer::start_with(&["--maxmemory", "4mb"]);
    let store = RedisStore::new(&server.url()).unwrap();
    let known = cookie(&visit(&Sessions::new(store.clone()), "", count).await.1);
    let mut kept = Vec::new();
    let refused = loop {
        let (key, mut record) = live();
        record.data = vec![b'x'; 50_000].into();
        match store.create(&key, &record).await {
            Ok(outcome) => assert_eq!(outcome, CreateOutcome::Created),
            Err(error) => break error,
        }
        kept.push((key, record));
        assert!(kept.len() < 1000, "the server has grown beyond its bound");
    };
    assert!(format!("{refused:?}").contains("OOM"), "{refused:?}");
    for (key, record) in &kept {
        assert_eq!(store.load(key).await.unwrap().as_ref(), Some(record));
    }
    let sessions = Sessions::<u64>::new(store.clone());
    let (ended, _) = visit(&sessions, &known, async |it| it.destroy().await).await;
    ended.expect("even then who wants to log out can");
    assert_eq!(visit(&sessions, &known, read).await.0, 0);
    store.delete(&kept[0].0).await.unwrap();
    store.delete(&kept[1].0).await.unwrap();
    store.create(&kept[0].0, &kept[0].1).await.unwrap();
}

#[tokio::test]
async fn a_hash_that_was_damaged_is_no_session() {
    let server = RedisServer::start();
    let store = RedisStore::new(&server.url()).unwrap();
    for damage in [
        &["HSET", "v", "one"][..],
        &["HSET", "v", "-1"],
        &["HSET", "e", ""],
        &["HSET", "n", "short"],
        &["HSET", "s", "no plus"],
        &["HDEL", "d"],
        &["HDEL", "v", "d", "c", "r", "l", "e", "s"],
    ] {
        let (key, record) = live();
        store.create(&key, &record).await.unwrap();
        let place = place_of(&server).await;
        let command = [&damage[..1], &[&place], &damage[1..]].concat();
        redis::<u64>(&server, &command).await;
        assert_eq!(store.load(&key).await.unwrap(), None, "{damage:?}");
        redis::<()>(&server, &["SET", &place, "not a hash"]).await;
        assert_eq!(store.load(&key).await.unwrap(), None);
        redis::<()>(&server, &["FLUSHALL"]).await;
    }
}

async fn place_of(server: &RedisServer) -> String {
    let mut keys: Vec<String> = redis(server, &["KEYS", "*session*"]).await;
    keys.pop().unwrap()
}
