//! HTTP/2 without TLS, for clients that know it is there.

use std::{convert::Infallible, time::Duration};

use bytes::Bytes;
use futures_util::stream;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use onionskin::{Application, Body, Request, Response, Server, testing::TestServer};
use tokio::{net::TcpStream, task::JoinHandle};

use super::{Gate, Paths, Raw};

pub(super) async fn connect(server: &TestServer) -> (SendRequest<Empty<Bytes>>, JoinHandle<()>) {
    let stream = TcpStream::connect(server.addr()).await.unwrap();
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .unwrap();
    let ended = tokio::spawn(async move { drop(connection.await) });
    (sender, ended)
}

pub(super) fn get(path: &str) -> http::Request<Empty<Bytes>> {
    let uri = format!("http://localhost{path}");
    http::Request::get(uri).body(Empty::new()).unwrap()
}

#[tokio::test]
async fn prior_knowledge_is_enough() {
    let server = TestServer::start(Paths).await;
    let (mut client, _) = connect(&server).await;
    let response = client.send_request(get("/two")).await.unwrap();
    assert_eq!(response.version(), http::Version::HTTP_2);
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body, "/two");
}

#[tokio::test]
async fn a_body_in_pieces_comes_whole() {
    struct Pieces;
    impl Application for Pieces {
        async fn respond(&self, _: &mut Request) -> Response {
            let pieces = (0..1000).map(|_| Ok::<_, Infallible>(Bytes::from_static(&[b'x'; 1000])));
            Response::new(Body::from_stream(stream::iter(pieces)))
        }
    }
    let server = TestServer::start(Pieces).await;
    let (mut client, _) = connect(&server).await;
    let response = client.send_request(get("/")).await.unwrap();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body.len(), 1_000_000);
}

#[tokio::test]
async fn a_shutdown_answers_the_streams_in_flight() {
    let gate = Gate::new();
    let mut server = TestServer::start(gate.clone()).await;
    let (mut client, ended) = connect(&server).await;
    let answer = tokio::spawn(client.send_request(get("/")));
    gate.entered().await;
    server.begin_shutdown();
    while TcpStream::connect(server.addr()).await.is_ok() {
        tokio::task::yield_now().await;
    }
    gate.open();
    assert_eq!(answer.await.unwrap().unwrap().status(), 200);
    server.shutdown().await;
    ended.await.unwrap();
}

#[tokio::test]
async fn a_client_that_gives_up_a_stream_ends_its_request() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    let (mut client, _) = connect(&server).await;
    let answer = tokio::spawn(client.send_request(get("/")));
    gate.entered().await;
    answer.abort();
    gate.dropped().await;
    let response = client.send_request(get("/free")).await.unwrap();
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn an_idle_connection_is_closed_at_its_limit() {
    let settings = Server::new().idle_timeout(Duration::from_millis(60));
    let server = TestServer::start_with(settings, Paths).await;
    let (mut client, ended) = connect(&server).await;
    client.send_request(get("/")).await.unwrap();
    ended.await.unwrap();
}

#[tokio::test]
async fn a_server_of_http_1_does_not_speak_it() {
    let server = TestServer::start_with(Server::new().http1_only(), Paths).await;
    let mut client = Raw::connect(server.addr()).await;
    client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    assert!(!client.rest().await.contains("200"));
    server.client().get("/").await.assert_status(200);
}
