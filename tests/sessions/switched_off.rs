//! Where sessions are switched off, nothing is kept, asked or said, and handlers do not notice.

use onionskin::{TestClient, prelude::*};

use super::spy_store::SpyStore;

#[handler]
async fn count(visits: &Session<u64>) -> Result<String, SessionError> {
    visits.update(|visits| *visits += 1).await?;
    visits.update(|visits| *visits += 1).await?;
    let read = visits.get().await?;
    Ok(read.to_string())
}

#[handler]
async fn leave(visits: &Session<u64>) -> Result<String, SessionError> {
    visits.update(|visits| *visits = 7).await?;
    visits.regenerate().await?;
    visits.destroy().await?;
    Ok(visits.get().await?.to_string())
}

fn client(store: &SpyStore) -> TestClient {
    let sessions = Sessions::<u64>::new(store.clone()).enabled(false);
    let app = middleware_stack! {
        (sessions),
        => routes {
            GET "/" => count,
            GET "/leave" => leave,
        }
    };
    TestClient::new(app).base_url("https://localhost")
}

#[tokio::test]
async fn a_request_reads_what_it_has_written_and_the_next_one_does_not() {
    let client = client(&SpyStore::new(MemoryStore::new()));
    for _ in 0..3 {
        assert_eq!(client.get("/").await.text().await, "2");
    }
    assert_eq!(client.get("/leave").await.text().await, "0");
}

#[tokio::test]
async fn no_cookie_is_read_or_set_and_no_store_is_asked() {
    let store = SpyStore::new(MemoryStore::new());
    let client = client(&store);
    let id = SessionId::random::<128>();
    for path in ["/", "/leave"] {
        let cookie = format!("__Host-SESSION_ID={}", id.as_str());
        let res = client.get(path).header("cookie", cookie).await;
        res.assert_status(200);
        assert!(res.headers().get("set-cookie").is_none());
        assert!(res.headers().get("vary").is_none());
    }
    assert_eq!(store.asked(), 0);
}
