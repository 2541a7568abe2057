//! onionskin: a stack with its session stage, as any user would declare it.

use std::error::Error;

use onionskin::{
    Application, SessionStore,
    prelude::*,
    session::{ClientSide, PostgresStore, RedisStore, SessionKeys, SqliteStore},
};

use crate::drive::{Answer, Order, drive};

#[handler]
fn idle() -> &'static str {
    "idle"
}

#[handler]
async fn read(count: &Session<u64>) -> Result<String, SessionError> {
    Ok(count.get().await?.to_string())
}

#[handler]
async fn write(count: &Session<u64>) -> Result<String, SessionError> {
    Ok(count.update(|count| *count += 1).await?.to_string())
}

pub async fn run(order: &Order) -> Result<(), Box<dyn Error>> {
    match &*order.store {
        "memory" => ask(order, over(MemoryStore::new())).await,
        "cookie" => {
            let keys = SessionKeys::new(b"thirty-two bytes from a generator")?;
            ask(order, Sessions::client_side(ClientSide::new(keys))).await;
        }
        "redis" => ask(order, over(RedisStore::new(&order.place)?)).await,
        "postgres" => {
            let store = PostgresStore::new(&order.place)?;
            store.migrate().await?;
            ask(order, over(store)).await;
        }
        "sqlite" => {
            let store = SqliteStore::open(&order.place).await?;
            store.create_schema().await?;
            ask(order, over(store)).await;
        }
        other => return Err(format!("no store is called {other}").into()),
    }
    Ok(())
}

fn over(store: impl SessionStore) -> Sessions<u64> {
    Sessions::new(store)
}

async fn ask(order: &Order, sessions: Sessions<u64>) {
    let app = middleware_stack! {
        (sessions),
        => routes {
            GET "/idle" => idle,
            GET "/read" => read,
            GET "/write" => write,
        }
    };
    drive(order, async |path, cookie| call(&app, path, cookie).await).await;
}

async fn call(app: &impl Application, path: &str, cookie: Option<&str>) -> Answer {
    let mut request = http::Request::get(path);
    if let Some(cookie) = cookie {
        request = request.header("cookie", cookie);
    }
    let mut request = request.body(Body::empty()).expect("the path is one");
    let response = app.respond(&mut request).await;
    assert_eq!(response.status(), 200, "the application answers");
    let (parts, body) = response.into_parts();
    let body = body.into_bytes(1024).await.expect("the answer is small");
    let cookie = parts.headers.get("set-cookie");
    Answer::new(&body, cookie.map(http::HeaderValue::as_bytes))
}
