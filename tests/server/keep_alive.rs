//! Connections are kept between requests, and not for ever.

use std::time::Duration;

use onionskin::{Server, testing::TestServer};

use super::{Paths, Raw};

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let server = TestServer::start(Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    for path in ["/one", "/two", "/three"] {
        client.get(path).await;
        assert_eq!(client.response().await.1, path);
    }
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let server = TestServer::start(Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    let paths: Vec<String> = (0..50).map(|number| format!("/{number}")).collect();
    let requests: Vec<String> = paths
        .iter()
        .map(|path| format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n"))
        .collect();
    client.send(requests.concat()).await;
    for path in paths {
        assert_eq!(client.response().await.1, path);
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed_at_its_limit() {
    let settings = Server::new().idle_timeout(Duration::from_millis(60));
    let server = TestServer::start_with(settings, Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/").await;
    client.response().await;
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn the_limit_on_heads_does_not_end_an_idle_connection() {
    let settings = Server::new().header_read_timeout(Duration::from_millis(60));
    let server = TestServer::start_with(settings, Paths).await;
    let mut kept = Raw::connect(server.addr()).await;
    kept.get("/before").await;
    kept.response().await;
    let mut silent = Raw::connect(server.addr()).await;
    assert_eq!(silent.rest().await, "", "the limit has passed");
    kept.get("/after").await;
    assert_eq!(kept.response().await.1, "/after");
}

#[tokio::test]
async fn http_1_0_is_answered_and_closed() {
    let server = TestServer::start(Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    client.send("GET /old HTTP/1.0\r\n\r\n").await;
    let answer = client.rest().await;
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
    assert!(answer.ends_with("/old"), "{answer}");
}
