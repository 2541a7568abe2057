//! Sessions in a file: they outlive the program, and the power of the machine.
//!
//! `cargo run -p onionskin-examples --features sqlite --example sqlite_sessions`, then
//! `curl -b jar -c jar http://127.0.0.1:8000/`, then end the program, start it again, and ask again.
use onionskin::{
    Error,
    prelude::*,
    session::{ExpiryCollector, SqliteStore},
};

#[handler]
async fn count(visits: &Session<u64>) -> Result<String, SessionError> {
    let visits = visits.update(|visits| *visits += 1).await?;
    Ok(format!("visit {visits}\n"))
}

async fn app(file: &str) -> Result<impl Application, Error> {
    let store = SqliteStore::open(file).await?;
    store.create_schema().await?;
    // New sessions clear dead ones away; this does it for a site that has visitors no more.
    let collector = ExpiryCollector::start(store.clone(), Duration::from_secs(3600));
    let sessions = Sessions::<u64>::new(store)
        .expire_after(Duration::from_secs(7 * 24 * 60 * 60))
        .cookie(
            SessionCookie::builder("SESSION_ID")
                .persistent(Duration::from_secs(7 * 24 * 60 * 60))
                // On http://127.0.0.1 only: a site has https, and leaves this line out.
                .insecure()
                .build()?,
        );
    Ok(middleware_stack! {
        provide collector;

        (sessions),
        => routes { GET "/" => count }
    })
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    onionskin::serve("127.0.0.1:8000", app("sessions.db").await?).await
}

#[cfg(test)]
mod tests {
    use onionskin::{Error, TestClient};

    #[tokio::test]
    async fn a_session_is_there_when_the_program_starts_again() -> Result<(), Error> {
        let name = format!("onionskin-sqlite-{}.db", std::process::id());
        let file = std::env::temp_dir().join(name);
        let before = TestClient::new(super::app(&file.to_string_lossy()).await?);
        let first = before.get("/").await;
        let id = first.cookie("SESSION_ID").map(|it| it.value().to_owned());
        assert_eq!(first.text().await, "visit 1\n");
        drop(before);
        let after = TestClient::new(super::app(&file.to_string_lossy()).await?);
        let second = after.get("/").cookie("SESSION_ID", &id.unwrap_or_default());
        assert_eq!(second.await.text().await, "visit 2\n");
        std::fs::remove_file(file)?;
        Ok(())
    }
}
