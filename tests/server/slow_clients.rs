//! Clients that are slow, silent, broken or gone harm nobody else.

use std::time::Duration;

use onionskin::{Server, testing::TestServer};

use super::{Gate, Paths, Raw};

const SHORT: Duration = Duration::from_millis(60);

#[tokio::test]
async fn a_head_that_does_not_end_is_given_up() {
    let settings = Server::new().header_read_timeout(SHORT);
    let server = TestServer::start_with(settings, Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    client.send("GET / HTTP/1.1\r\nhost: loc").await;
    assert_eq!(client.rest().await, "");
    server.client().get("/after").await.assert_status(200);
}

#[tokio::test]
async fn a_head_that_does_not_end_is_given_up_after_earlier_requests() {
    let settings = Server::new()
        .header_read_timeout(SHORT)
        .idle_timeout(Duration::from_secs(600));
    let server = TestServer::start_with(settings, Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/first").await;
    client.response().await;
    client.send("GET /second").await;
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn a_connection_that_never_speaks_is_closed() {
    let settings = Server::new().header_read_timeout(SHORT);
    let server = TestServer::start_with(settings, Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn a_handler_may_be_slower_than_every_limit_on_clients() {
    let gate = Gate::new();
    let settings = Server::new().header_read_timeout(SHORT).idle_timeout(SHORT);
    let server = TestServer::start_with(settings, gate.clone()).await;
    let mut slow = Raw::connect(server.addr()).await;
    slow.get("/").await;
    gate.entered().await;
    let mut silent = Raw::connect(server.addr()).await;
    assert_eq!(silent.rest().await, "", "the limits have passed");
    gate.open();
    assert_eq!(slow.response().await.1, "answered");
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_a_503() {
    let gate = Gate::new();
    let settings = Server::new().request_timeout(SHORT);
    let server = TestServer::start_with(settings, gate.clone()).await;
    let client = server.client();
    client.get("/").await.assert_status(503);
    gate.dropped().await;
    client.get("/free").await.assert_status(200);
}
