//! A shutdown loses no request in flight and keeps nobody waiting for nothing.

use std::time::{Duration, Instant};

use onionskin::{Server, testing::TestServer};
use tokio::net::TcpStream;

use super::{Gate, Paths, Raw};

#[tokio::test]
async fn a_request_in_flight_is_answered_and_its_connection_closed() {
    let gate = Gate::new();
    let mut server = TestServer::start(gate.clone()).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/").await;
    gate.entered().await;

    server.begin_shutdown();
    let address = server.addr();
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    gate.open();

    let (head, body) = client.response().await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("connection: close"), "{head}");
    assert_eq!(body, "answered");
    assert_eq!(client.rest().await, "");
    server.shutdown().await;
}

#[tokio::test]
async fn new_connections_are_refused_while_requests_finish() {
    let gate = Gate::new();
    let mut server = TestServer::start(gate.clone()).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/").await;
    gate.entered().await;
    server.begin_shutdown();
    // Those that the machine accepts before the server stops listening are let go unanswered.
    let refused = |error: std::io::Error| error.kind() == std::io::ErrorKind::ConnectionRefused;
    while !TcpStream::connect(server.addr()).await.is_err_and(refused) {
        tokio::task::yield_now().await;
    }
    gate.open();
    server.shutdown().await;
}

#[tokio::test]
async fn a_request_on_a_connection_that_was_idle_is_answered_as_its_last() {
    let mut server = TestServer::start(Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/first").await;
    client.response().await;

    server.begin_shutdown();
    client.get("/second").await;

    let (head, body) = client.response().await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("connection: close"), "{head}");
    assert_eq!(body, "/second");
    assert_eq!(client.rest().await, "");
    server.shutdown().await;
}

#[tokio::test]
async fn idle_connections_are_closed_soon() {
    let server = TestServer::start(Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/").await;
    client.response().await;
    let began = Instant::now();
    server.shutdown().await;
    assert_eq!(client.rest().await, "");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_connection_without_a_byte_does_not_hold_up_the_end() {
    let server = TestServer::start(Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    let began = Instant::now();
    server.shutdown().await;
    assert_eq!(client.rest().await, "");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_request_sent_just_before_the_shutdown_is_answered() {
    let server = TestServer::start(Paths).await;
    let mut clients = Vec::new();
    for _ in 0..20 {
        let mut client = Raw::connect(server.addr()).await;
        client.get("/just/in/time").await;
        clients.push(client);
    }
    server.shutdown().await;
    for client in &mut clients {
        assert_eq!(client.response().await.1, "/just/in/time");
    }
}

#[tokio::test]
async fn a_half_received_head_is_waited_for() {
    let mut server = TestServer::start(Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/first").await;
    client.response().await;
    client.send("GET /second HTTP/1.1\r\nho").await;
    // A second connection is served after the half head has reached the server.
    let mut other = Raw::connect(server.addr()).await;
    other.get("/other").await;
    other.response().await;
    server.begin_shutdown();
    other.rest().await;
    client.send("st: localhost\r\n\r\n").await;
    assert_eq!(client.response().await.1, "/second");
    server.shutdown().await;
}

#[tokio::test]
async fn what_is_unfinished_at_the_deadline_is_dropped() {
    let gate = Gate::new();
    let settings = Server::new().shutdown_deadline(Duration::from_millis(50));
    let server = TestServer::start_with(settings, gate.clone()).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/").await;
    gate.entered().await;
    server.shutdown().await;
    gate.dropped().await;
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn dropping_the_server_drops_its_requests() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/").await;
    gate.entered().await;
    drop(server);
    gate.dropped().await;
    assert_eq!(client.rest().await, "");
}
