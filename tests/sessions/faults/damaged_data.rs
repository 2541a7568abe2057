//! Data that was cut off or tampered with is an empty session, and the next write heals it.

use onionskin::Session;
use redis::AsyncCommands;

use super::place::Place;
use crate::sessions::visitor::{cookie, set_cookie, visit};

/// What comes of a stored `["one","two"]`.
const DAMAGES: [&[u8]; 5] = [
    b"",
    b"[\"one\",\"t",
    b"[1]",
    b"\xff\xfe\x00",
    b"{\"one\":\"two\"}",
];

#[tokio::test]
async fn in_a_file() {
    damaged(Place::file()).await;
}

#[tokio::test]
async fn in_redis() {
    damaged(Place::redis()).await;
}

#[tokio::test]
async fn in_postgres() {
    damaged(Place::postgres()).await;
}

async fn damaged(place: Place) {
    let sessions = place.sessions::<Vec<String>>().await;
    for damage in DAMAGES {
        let (_, response) = visit(&sessions, "", async |it| {
            push(it, "one").await;
            push(it, "two").await
        })
        .await;
        let known = cookie(&response);
        damage_all(&place, damage).await;
        let (found, response) = visit(&sessions, &known, async |it| it.get().await).await;
        assert_eq!(found.unwrap(), [""; 0], "{damage:?}");
        assert_eq!(set_cookie(&response), None);
        let (healed, _) = visit(&sessions, &known, async |it| push(it, "three").await).await;
        assert_eq!(healed, ["three"]);
        let (found, _) = visit(&sessions, &known, async |it| it.get().await).await;
        assert_eq!(found.unwrap(), ["three"]);
    }
}

async fn push(session: &Session<Vec<String>>, word: &str) -> Vec<String> {
    session
        .update(|words| words.push(word.to_owned()))
        .await
        .unwrap()
}

/// Puts other data in the place of every session's, past the store.
async fn damage_all(place: &Place, data: &[u8]) {
    match place {
        Place::File(_) => {
            let database = rusqlite::Connection::open(place.name()).unwrap();
            let sql = "UPDATE onionskin_sessions SET data = ?";
            database.execute(sql, [data]).unwrap();
        }
        Place::Redis(server) => {
            let client = redis::Client::open(server.url()).unwrap();
            let mut redis = client.get_multiplexed_async_connection().await.unwrap();
            for key in redis.keys::<_, Vec<String>>("*").await.unwrap() {
                redis.hset::<_, _, _, ()>(key, "d", data).await.unwrap();
            }
        }
        Place::Postgres(server) => {
            let (client, connection) =
                tokio_postgres::connect(&server.url(), tokio_postgres::NoTls)
                    .await
                    .unwrap();
            tokio::spawn(connection);
            let sql = "UPDATE onionskin_sessions SET data = $1";
            client.execute(sql, &[&data]).await.unwrap();
        }
    }
}
