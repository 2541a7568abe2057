//! tower-sessions, with the stores of its project, in front of axum's router.

use axum::{Router, body::Body, http::Request, routing::get};
use tower::ServiceExt;
use tower_sessions::{MemoryStore, Session, SessionManagerLayer, SessionStore};
use tower_sessions_redis_store::{RedisStore, fred::prelude::*};
use tower_sessions_sqlx_store::{PostgresStore, sqlx::PgPool};

use crate::drive::{Answer, Order, drive};

const COUNT: &str = "count";

pub async fn run(order: &Order) {
    match &*order.store {
        "memory" => ask(order, MemoryStore::default()).await,
        "redis" => {
            let config = Config::from_url(&order.place).expect("the URL is one");
            let pool = Pool::new(config, None, None, None, 1).expect("a pool is made");
            pool.connect();
            pool.wait_for_connect().await.expect("the server is there");
            ask(order, RedisStore::new(pool)).await;
        }
        "postgres" => {
            let pool = PgPool::connect(&order.place)
                .await
                .expect("the server is there");
            let store = PostgresStore::new(pool);
            store.migrate().await.expect("the table is made");
            ask(order, store).await;
        }
        other => panic!("no store is called {other}"),
    }
}

async fn idle() -> &'static str {
    "idle"
}

async fn read(session: Session) -> String {
    let count: Option<u64> = session.get(COUNT).await.expect("the store answers");
    count.unwrap_or_default().to_string()
}

async fn write(session: Session) -> String {
    let count: Option<u64> = session.get(COUNT).await.expect("the store answers");
    let count = count.unwrap_or_default() + 1;
    session
        .insert(COUNT, count)
        .await
        .expect("the store answers");
    count.to_string()
}

async fn ask(order: &Order, store: impl SessionStore + Clone) {
    let app = Router::new()
        .route("/idle", get(idle))
        .route("/read", get(read))
        .route("/write", get(write))
        .layer(SessionManagerLayer::new(store));
    drive(order, async |path, cookie| {
        let mut request = Request::get(path);
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        let request = request.body(Body::empty()).expect("the path is one");
        let answered = app.clone().oneshot(request).await;
        let response = answered.unwrap_or_else(|never| match never {});
        assert_eq!(response.status(), 200, "the application answers");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 1024)
            .await
            .expect("the answer is small");
        let cookie = parts.headers.get("set-cookie");
        Answer::new(&body, cookie.map(|value| value.as_bytes()))
    })
    .await;
}
