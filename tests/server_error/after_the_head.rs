//! An error after the response has begun: logged, and the stream broken off.

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use onionskin::{prelude::*, testing::TestServer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::log::Log;

#[handler]
fn breaks_off(req: &Request) -> Body {
    let panics = req.uri().path() == "/panics";
    let pieces = stream::iter(["one ", "two "]).map(Ok);
    let end = stream::once(async move {
        assert!(!panics, "the shelf fell");
        Err(std::io::Error::other("warehouse 7 is on fire"))
    });
    Body::from_stream(pieces.chain(end))
}

fn app() -> impl Application {
    middleware_stack! { ServerError::new(), => breaks_off }
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
    let server = TestServer::start(app()).await;
    for (path, line) in LOGGED {
        let log = Log::here();
        let mut socket = TcpStream::connect(server.addr()).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut heard = Vec::new();
        // Whether the end of the connection is clean is up to the operating system.
        _ = socket.read_to_end(&mut heard).await;
        let heard = String::from_utf8(heard).unwrap();
        assert!(heard.starts_with("HTTP/1.1 200 OK\r\n"), "{heard}");
        let (_, body) = heard.split_once("\r\n\r\n").unwrap();
        assert_eq!(body, "4\r\none \r\n4\r\ntwo \r\n");
        assert_eq!(log.take(), [line]);
    }
    server.shutdown().await;
}

#[tokio::test]
async fn http_2_resets_the_stream_and_leaves_the_others_alone() {
    let server = TestServer::start(app()).await;
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
        let error = loop {
            match response.frame().await {
                Some(Ok(frame)) => heard.extend(frame.into_data().unwrap()),
                Some(Err(error)) => break error,
                None => panic!("the body has an end"),
            }
        };
        assert!(b"one two ".starts_with(&heard), "{heard:?}");
        let reset = std::error::Error::source(&error).unwrap().to_string();
        assert!(reset.contains("reset"), "{reset}");
        assert_eq!(log.take(), [line]);
    }
}
