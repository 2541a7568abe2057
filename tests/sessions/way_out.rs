//! What `update` has stored is not lost on the way out, however the request ends.

use http::header::SET_COOKIE;
use onionskin::{TestClient, Timeout, prelude::*, testing::TestServer};
use tokio::{io::AsyncWriteExt, net::TcpStream, sync::mpsc};

const COOKIE: &str = "__Host-SESSION_ID";

#[handler]
async fn fails(count: &Session<u64>) -> Result<String, Problem> {
    count.update(|count| *count += 1).await.unwrap();
    Err(Problem::new(StatusCode::CONFLICT))
}

#[handler]
async fn panics(count: &Session<u64>) -> String {
    count.update(|count| *count += 1).await.unwrap();
    panic!("after the update");
}

#[handler]
async fn panics_unasked(_count: &Session<u64>) -> String {
    panic!("without a word about the session");
}

/// Tells that the update has returned, and then answers never.
#[handler]
async fn hangs(count: &Session<u64>, told: &mpsc::UnboundedSender<u64>) -> String {
    let now = count.update(|count| *count += 1).await.unwrap();
    told.send(now).unwrap();
    std::future::pending().await
}

#[handler]
async fn idle(_count: &Session<u64>) -> String {
    std::future::pending().await
}

#[handler]
async fn counts(count: &Session<u64>) -> Result<String, SessionError> {
    Ok(count.update(|count| *count += 1).await?.to_string())
}

fn app(store: &MemoryStore) -> (impl Application, mpsc::UnboundedReceiver<u64>) {
    let (told, heard) = mpsc::unbounded_channel();
    let app = middleware_stack! {
        provide told;
        Sessions::<u64>::new(store.clone()),
        => routes {
            GET "/fails" => fails,
            GET "/panics" => panics,
            GET "/panics/unasked" => panics_unasked,
            GET "/hangs" => hangs,
            GET "/counts" => counts,
        }
    };
    (app, heard)
}

#[tokio::test]
async fn an_error_after_the_update_loses_neither_the_data_nor_the_cookie() {
    let client = TestClient::new(app(&MemoryStore::new()).0);
    for _ in 0..2 {
        client.get("/fails").await.assert_status(409);
    }
    assert_eq!(client.get("/counts").await.text().await, "3");
}

#[tokio::test]
async fn a_panic_after_the_update_loses_neither_the_data_nor_the_cookie() {
    let store = MemoryStore::new();
    let client = TestClient::new(app(&store).0);
    let first = client.get("/panics").await;
    assert_eq!(first.status(), 500);
    assert_eq!(first.headers().get_all(SET_COOKIE).iter().count(), 1);
    assert_eq!(first.header("cache-control"), Some("no-store"));
    client.get("/panics").await.assert_status(500);
    assert_eq!(client.get("/counts").await.text().await, "3");
    assert_eq!(store.len(), 1);
}

#[tokio::test]
async fn a_request_that_a_stage_above_gives_up_loses_neither_the_data_nor_the_cookie() {
    for status in [StatusCode::SERVICE_UNAVAILABLE, StatusCode::REQUEST_TIMEOUT] {
        let store = MemoryStore::new();
        let (told, _heard) = mpsc::unbounded_channel();
        let client = TestClient::new(middleware_stack! {
            provide told;
            Timeout::new().head(Duration::from_millis(5)).status(status),
            Sessions::<u64>::new(store.clone()),
            => routes { GET "/hangs" => hangs, GET "/idle" => idle, GET "/counts" => counts }
        });
        let idle = client.get("/idle").await;
        assert_eq!((idle.status(), idle.header("set-cookie")), (status, None));
        let first = client.get("/hangs").await;
        assert_eq!(first.status(), status);
        assert_eq!(first.headers().get_all(SET_COOKIE).iter().count(), 1);
        client.get("/hangs").await.assert_status(status);
        assert_eq!(client.get("/counts").await.text().await, "3");
        assert_eq!(store.len(), 1);
    }
}

#[tokio::test]
async fn a_panic_that_no_session_was_asked_before_says_nothing_of_one() {
    let client = TestClient::new(app(&MemoryStore::new()).0);
    let res = client.get("/panics/unasked").await;
    assert_eq!(res.status(), 500);
    assert_eq!(res.header("set-cookie"), None);
    assert_eq!(res.header("vary"), None);
}

#[tokio::test]
async fn a_request_that_is_given_up_after_the_update_loses_nothing() {
    let (app, mut heard) = app(&MemoryStore::new());
    let client = TestClient::new(app);
    assert_eq!(client.get("/counts").await.text().await, "1");
    let request = tokio::spawn(client.get("/hangs").send());
    assert_eq!(heard.recv().await, Some(2));
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    assert_eq!(client.get("/counts").await.text().await, "3");
}

#[tokio::test]
async fn a_client_that_hangs_up_after_the_update_loses_nothing() {
    let (app, mut heard) = app(&MemoryStore::new());
    let server = TestServer::start(app).await;
    let client = server.client();
    let begun = client.get("/counts").await;
    let id = begun.cookie(COOKIE).unwrap().value().to_owned();
    for expected in [2, 3] {
        let mut socket = TcpStream::connect(server.addr()).await.unwrap();
        let asked = format!("GET /hangs HTTP/1.1\r\nhost: a\r\ncookie: {COOKIE}={id}\r\n\r\n");
        socket.write_all(asked.as_bytes()).await.unwrap();
        assert_eq!(heard.recv().await, Some(expected));
        drop(socket);
    }
    let after = client.get("/counts").cookie(COOKIE, &id).await;
    assert_eq!(after.text().await, "4");
}
