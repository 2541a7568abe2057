//! An error after the response has begun: logged, and the stream broken off.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use onionskin::{prelude::*, testing::TestServer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
};

use crate::log::Log;

/// Told when the client has read what comes before the error.
struct Heard(Arc<Notify>);

#[handler]
fn breaks_off(req: &Request, heard: &Heard) -> Body {
    let (panics, heard) = (req.uri().path() == "/panics", Arc::clone(&heard.0));
    let pieces = stream::iter(["one ", "two "]).map(Ok);
    let end = stream::once(async move {
        heard.notified().await;
        assert!(!panics, "the shelf fell");
        Err(std::io::Error::other("warehouse 7 is on fire"))
    });
    Body::from_stream(pieces.chain(end))
}

fn app() -> (impl Application, Arc<Notify>) {
    let heard = Arc::new(Notify::new());
    let app = middleware_stack! {
        provide Heard(Arc::clone(&heard));
        ServerError::new(),
        => breaks_off
    };
    (app, heard)
}

const LOGGED: [(&str, &str); 2] = [
    (
        "/breaks",
        "message=a response broke off: warehouse 7 is on fire method=GET path=\"/breaks\" ",
    ),
    (
        "/panics",
        "message=a response broke off by a panic: the shelf fell method=GET path=\"/panics\" ",
    ),
];

#[tokio::test]
async fn http_1_ends_the_connection_without_the_end_of_the_body() {
    let (app, heard_all) = app();
    let server = TestServer::start(app).await;
    for (path, line) in LOGGED {
        let log = Log::here();
        let mut socket = TcpStream::connect(server.addr()).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut heard = Vec::new();
        while !heard.ends_with(b"two \r\n") {
            assert!(socket.read_buf(&mut heard).await.unwrap() > 0);
        }
        heard_all.notify_one();
        // Whether the end of the connection is clean is up to the operating system.
        _ = socket.read_to_end(&mut heard).await;
        let heard = String::from_utf8(heard).unwrap();
        assert!(heard.starts_with("HTTP/1.1 200 OK\r\n"), "{heard}");
        let (_, body) = heard.split_once("\r\n\r\n").unwrap();
        assert_eq!(body, "8\r\none two \r\n");
        assert_eq!(log.take(), [line]);
    }
    server.shutdown().await;
}

#[tokio::test]
async fn http_2_resets_the_stream_and_leaves_the_others_alone() {
    let (app, heard_all) = app();
    let server = TestServer::start(app).await;
    let stream = TcpStream::connect(server.addr()).await.unwrap();
    let (mut client, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    for (path, line) in LOGGED {
        let log = Log::here();
        let request = http::Request::get(format!("http://localhost{path}"));
        let request = request.body(Empty::<Bytes>::new()).unwrap();
        let mut response = client.send_request(request).await.unwrap();
        assert_eq!(response.status(), 200);
        let mut heard = Vec::new();
        while heard.len() < "one two ".len() {
            let frame = response.frame().await.unwrap().unwrap();
            heard.extend(frame.into_data().unwrap());
        }
        heard_all.notify_one();
        let error = loop {
            match response.frame().await {
                Some(Ok(frame)) => heard.extend(frame.into_data().unwrap()),
                Some(Err(error)) => break error,
                None => panic!("the body has an end"),
            }
        };
        assert_eq!(heard, b"one two ");
        let reset = std::error::Error::source(&error).unwrap().to_string();
        assert!(reset.starts_with("stream error received"), "{reset}");
        assert_eq!(log.take(), [line]);
    }
}
