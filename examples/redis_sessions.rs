//! Sessions in Redis: two processes, and a visitor who meets now one, now the other.
//!
//! `redis-server --port 6379`, then in two terminals
//! `cargo run -p onionskin-examples --features redis --example redis_sessions 8001`, and with 8002;
//! `curl -b jar -c jar http://127.0.0.1:8001/`, and again with 8002: one count.
use onionskin::{Error, SessionStore, prelude::*, session::RedisStore};

struct Port(String);

#[handler]
async fn count(visits: &Session<u64>, port: &Port) -> Result<String, SessionError> {
    let visits = visits.update(|visits| *visits += 1).await?;
    Ok(format!("visit {visits}, seen by {}\n", port.0))
}

fn app(store: impl SessionStore, port: String) -> Result<impl Application, Error> {
    let sessions = Sessions::<u64>::new(store)
        // On http://127.0.0.1 only: a site has https, and leaves this line out.
        .cookie(SessionCookie::builder("SESSION_ID").insecure().build()?);
    Ok(middleware_stack! {
        provide Port(port);

        (sessions),
        => routes { GET "/" => count }
    })
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8001".to_owned());
    let server = std::env::var("REDIS_URL");
    let server = server.unwrap_or_else(|_| "redis://127.0.0.1:6379".to_owned());
    // Keep the data of several applications on one server apart by a prefix.
    let store = RedisStore::new(&server)?.prefix("counter:");
    onionskin::serve(format!("127.0.0.1:{port}"), app(store, port)?).await
}

#[cfg(test)]
mod tests {
    use onionskin::{Error, MemoryStore, TestClient};

    #[tokio::test]
    async fn two_programs_with_one_store_count_together() -> Result<(), Error> {
        // Stands for the server, which `tests/sessions/redis_store.rs` has.
        let store = MemoryStore::new();
        let first = TestClient::new(super::app(store.clone(), "8001".to_owned())?);
        let second = TestClient::new(super::app(store, "8002".to_owned())?);
        let seen = first.get("/").await;
        let id = seen.cookie("SESSION_ID").map(|it| it.value().to_owned());
        let id = id.unwrap_or_default();
        let seen = second.get("/").cookie("SESSION_ID", &id).await;
        assert_eq!(seen.text().await, "visit 2, seen by 8002\n");
        let seen = first.get("/").await;
        assert_eq!(seen.text().await, "visit 3, seen by 8001\n");
        Ok(())
    }
}
