//! A public server behind a proxy: the recommended stages, sessions, and nothing that is not needed.
//!
//! `HOSTS=localhost PROXIES=127.0.0.1 cargo run --example production`, with nginx in front as in
//! `production/nginx.conf`. Without it: `curl -H 'x-forwarded-proto: https' http://localhost:8000/`
mod app;

use onionskin::{Error, Server, prelude::*};

use crate::app::{Settings, app};

/// Reads a list of words from the environment.
fn words(name: &str) -> Vec<String> {
    let list = std::env::var(name).unwrap_or_default();
    list.split_whitespace().map(str::to_owned).collect()
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let settings = Settings {
        hosts: words("HOSTS"),
        proxies: words("PROXIES"),
        patience: Duration::from_secs(10),
    };
    let address = std::env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:8000".to_owned());
    println!("listening on {address}");
    Server::new().serve(address, app(&settings)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use onionskin::{TestClient, prelude::*};

    use super::{Settings, app};

    fn client() -> TestClient {
        let app = app(&Settings {
            hosts: vec!["shop.example".to_owned()],
            proxies: vec!["127.0.0.1".to_owned()],
            patience: Duration::from_millis(10),
        });
        TestClient::new(app)
            .base_url("http://shop.example")
            .default_header("x-forwarded-for", "203.0.113.7")
            .default_header("x-forwarded-proto", "https")
    }

    #[tokio::test]
    async fn visitors_are_known_by_their_own_address_and_their_session() {
        let client = client();
        client.get("/").await.assert_status(200);
        let said: serde_json::Value = client.get("/").await.json().await;
        assert_eq!(said["client"], "203.0.113.7");
        assert_eq!(said["scheme"], "https");
    }

    #[tokio::test]
    async fn clear_text_is_for_the_watch_only() {
        let client = client().follow_redirects(false);
        let clear = |path| client.get(path).header("x-forwarded-proto", "http");
        clear("/").await.assert_status(308);
        clear("/health").await.assert_status(200);
    }

    #[tokio::test]
    async fn what_is_too_much_is_refused() {
        let client = client();
        let note = client.post("/note").body("x".repeat(64 * 1024 + 1));
        note.await.assert_status(413);
        client.get("/wait/3600").await.assert_status(503);
        let other = client.get("/").header("host", "evil.example");
        other.await.assert_status(400);
        let failed = client.get("/fail").await;
        failed.assert_status(500);
        assert!(!failed.text().await.contains("such"));
    }
}
