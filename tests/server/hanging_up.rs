//! Who hangs up ends its request; what is ready reaches it all the same.

use std::{convert::Infallible, sync::Mutex};

use futures_util::{StreamExt, stream};
use onionskin::{Application, Body, Request, Response, Server, bind, testing::TestServer};
use tokio::{io::AsyncWriteExt, net::UnixStream, sync::oneshot};

use super::{Gate, Raw};

const GET: &str = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";
const POST: &str = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n\r\nhello";
const CHUNKED: &str = "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n\
    5\r\nhello\r\n0\r\n\r\n";

/// Answers with how long the request's body is, after so many turns of the runtime.
struct Lengths {
    turns: usize,
}

impl Application for Lengths {
    async fn respond(&self, request: &mut Request) -> Response {
        for _ in 0..self.turns {
            tokio::task::yield_now().await;
        }
        let body = request.body_mut().take().into_bytes(1_000_000).await;
        Response::new(Body::from(body.unwrap().len().to_string()))
    }
}

#[tokio::test]
async fn a_client_that_hangs_up_ends_its_request() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    for request in [GET, POST, CHUNKED] {
        let mut client = Raw::connect(server.addr()).await;
        client.send(request).await;
        gate.entered().await;
        drop(client);
        gate.dropped().await;
    }
    server.client().get("/free").await.assert_status(200);
}

#[tokio::test]
async fn a_client_that_hangs_up_ends_its_second_request_as_well() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/free").await;
    client.response().await;
    client.get("/").await;
    gate.entered().await;
    drop(client);
    gate.dropped().await;
}

#[tokio::test]
async fn a_client_that_asked_for_more_and_hangs_up_ends_its_request() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    let mut client = Raw::connect(server.addr()).await;
    client.send([GET, GET, GET].concat()).await;
    gate.entered().await;
    drop(client);
    gate.dropped().await;
}

#[tokio::test]
async fn a_client_that_hangs_up_when_the_server_has_read_all_it_has_room_for_ends_its_request() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    // So much is read at first; with no byte more the server cannot know that this was all.
    let room = 8 * 1024;
    let head = |length| format!("POST / HTTP/1.1\r\ncontent-length: {length}\r\n\r\n");
    let length = room - head(room / 2).len();
    let mut client = Raw::connect(server.addr()).await;
    client.send(head(length) + &"x".repeat(length)).await;
    gate.entered().await;
    drop(client);
    gate.dropped().await;
}

#[tokio::test]
async fn a_client_of_a_unix_socket_that_hangs_up_ends_its_request() {
    let path = std::env::temp_dir().join(format!("onionskin-left-{}.sock", std::process::id()));
    let listener = bind(format!("unix:{}", path.display())).await.unwrap();
    let (end, ended) = oneshot::channel::<()>();
    let settings = Server::new().shutdown_on(async move { drop(ended.await) });
    let gate = Gate::new();
    let server = tokio::spawn(settings.serve(listener, gate.clone()));
    let mut client = Raw(UnixStream::connect(&path).await.unwrap());
    client.get("/").await;
    gate.entered().await;
    drop(client);
    gate.dropped().await;
    drop(end);
    server.await.unwrap().unwrap();
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn a_client_that_hangs_up_ends_a_response_that_goes_on() {
    struct Endless(Mutex<Option<oneshot::Sender<()>>>);
    impl Application for Endless {
        async fn respond(&self, _: &mut Request) -> Response {
            let told_when_dropped = self.0.lock().unwrap().take();
            let first = stream::iter([Ok::<_, Infallible>("first")]);
            let never = stream::pending().inspect(move |_| _ = &told_when_dropped);
            Response::new(Body::from_stream(first.chain(never)))
        }
    }
    let (told, dropped) = oneshot::channel();
    let server = TestServer::start(Endless(Mutex::new(Some(told)))).await;
    let mut client = Raw::connect(server.addr()).await;
    client.send(GET).await;
    let (head, _) = client.response().await;
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
    drop(client);
    dropped.await.unwrap_err();
}

#[tokio::test]
async fn a_client_that_has_said_its_last_word_gets_what_is_ready() {
    let server = TestServer::start(Lengths { turns: 0 }).await;
    for (request, length) in [(GET, "0"), (POST, "5"), (CHUNKED, "5")] {
        let mut client = Raw::connect(server.addr()).await;
        client.send([request, request].concat()).await;
        client.0.shutdown().await.unwrap();
        assert_eq!(client.response().await.1, length, "{request:?}");
        assert_eq!(client.response().await.1, length, "{request:?}");
        assert_eq!(client.rest().await, "");
    }
}

#[tokio::test]
async fn a_client_that_has_said_its_last_word_does_not_hold_up_what_waits() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    let mut client = Raw::connect(server.addr()).await;
    client.send(GET).await;
    gate.entered().await;
    client.0.shutdown().await.unwrap();
    gate.dropped().await;
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn a_request_that_comes_while_another_is_answered_is_answered_next() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    let mut client = Raw::connect(server.addr()).await;
    for _ in 0..3 {
        client.get("/").await;
        gate.entered().await;
        client.get("/").await;
        // By then the server has seen that there is more.
        server.client().get("/free").await.assert_status(200);
        gate.open();
        assert_eq!(client.response().await.1, "answered");
        gate.entered().await;
        gate.open();
        assert_eq!(client.response().await.1, "answered");
    }
}

#[tokio::test]
async fn bodies_come_whole_whenever_they_are_read() {
    for turns in [0, 1, 20] {
        let server = TestServer::start(Lengths { turns }).await;
        let mut client = Raw::connect(server.addr()).await;
        for length in [1, 10_000, 500_000] {
            let head = format!("POST / HTTP/1.1\r\ncontent-length: {length}\r\n\r\n");
            client.send(head).await;
            client.send("x".repeat(length)).await;
            assert_eq!(client.response().await.1, length.to_string());
            let chunk = format!("{:x}\r\n{}\r\n", length / 10, "x".repeat(length / 10));
            let head = "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n";
            if length > 1 {
                client
                    .send(format!("{head}{}0\r\n\r\n", chunk.repeat(10)))
                    .await;
                assert_eq!(client.response().await.1, length.to_string());
            }
        }
    }
}
