//! Clients that are slow, silent, broken or gone harm nobody else.

use std::{convert::Infallible, future::pending, sync::Mutex, time::Duration};

use futures_util::stream;
use http_body_util::BodyExt;
use onionskin::{Application, Body, Request, Response, Server, bind, testing::TestServer};
use tokio::{
    net::UnixStream,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

use super::{Gate, Paths, Raw, http2};

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

/// Answers with the pieces that come.
struct Pieces(Mutex<Option<UnboundedReceiver<String>>>);

impl Pieces {
    /// The first two, of which the client can take but a part, and where the last is to come from.
    fn new(large: usize) -> (UnboundedSender<String>, Self) {
        let (pieces, received) = unbounded_channel();
        pieces.send("x".repeat(large)).unwrap();
        pieces.send("y".repeat(4_000)).unwrap();
        (pieces, Self(Mutex::new(Some(received))))
    }
}

impl Application for Pieces {
    async fn respond(&self, _: &mut Request) -> Response {
        let pieces = self.0.lock().unwrap().take().unwrap();
        let pieces = stream::unfold(pieces, |mut pieces| async {
            let piece = pieces.recv().await?;
            Some((Ok::<_, Infallible>(piece), pieces))
        });
        Response::new(Body::from_stream(pieces))
    }
}

/// Sends the last piece, and has the server hear of it while it can send nothing.
async fn finish(pieces: UnboundedSender<String>) {
    for piece in [Some("last"), None] {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        if let Some(piece) = piece {
            pieces.send(piece.to_owned()).unwrap();
        }
    }
}

#[tokio::test]
async fn what_comes_while_a_client_is_slow_reaches_it() {
    for large in [1_000, 250_000, 260_000, 500_000] {
        let (pieces, app) = Pieces::new(large);
        let path = format!("onionskin-slow-{}-{large}.sock", std::process::id());
        let path = std::env::temp_dir().join(path);
        let listener = bind(format!("unix:{}", path.display())).await.unwrap();
        let server = tokio::spawn(Server::new().shutdown_on(pending()).serve(listener, app));
        let mut client = Raw(UnixStream::connect(&path).await.unwrap());
        client
            .send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n")
            .await;
        client.0.readable().await.unwrap();
        finish(pieces).await;
        let rest = timeout(Duration::from_secs(20), client.rest()).await;
        let rest = rest.expect("the server sends on");
        assert!(rest.ends_with("last\r\n0\r\n\r\n"), "{large}");
        server.abort();
        std::fs::remove_file(path).unwrap();
    }
}

#[tokio::test]
async fn what_comes_while_a_client_of_http_2_is_slow_reaches_it() {
    // A client of hyper lets 2 MiB be sent ahead.
    for large in [1_000, 2_095_000, 2_097_000, 3_000_000] {
        let (pieces, app) = Pieces::new(large);
        let server = TestServer::start(app).await;
        let (mut client, _) = http2::connect(&server).await;
        let response = client.send_request(http2::get("/")).await.unwrap();
        finish(pieces).await;
        let rest = timeout(Duration::from_secs(20), response.into_body().collect()).await;
        let rest = rest.expect("the server sends on").unwrap().to_bytes();
        assert_eq!(rest.len(), large + 4_000 + 4);
    }
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
