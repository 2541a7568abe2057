//! Who is answered before it has sent everything gets the answer, and not a broken connection.

use std::time::Duration;

use onionskin::{prelude::*, testing::TestServer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

#[handler]
fn length(text: String) -> String {
    text.len().to_string()
}

async fn server() -> TestServer {
    TestServer::start(middleware_stack! { BodyLimit::new().bytes(1024), => length }).await
}

/// Sends all of it, and only then reads the answer.
async fn send_all_then_read(server: &TestServer, head: &str, body: &[u8]) -> String {
    let mut client = TcpStream::connect(server.addr()).await.unwrap();
    client.write_all(head.as_bytes()).await.unwrap();
    for piece in body.chunks(64 * 1024) {
        client.write_all(piece).await.expect("the server reads on");
        tokio::task::yield_now().await;
    }
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.expect("an answer");
    answer
}

#[tokio::test]
async fn a_client_that_sends_before_it_reads_gets_its_413() {
    let server = server().await;
    let body = vec![b'x'; 16 * 1024 * 1024];
    let head = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer = send_all_then_read(&server, &head, &body).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn a_client_that_sends_chunks_gets_its_413() {
    let server = server().await;
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    let body = chunk.repeat(64) + "0\r\n\r\n";
    let head = "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";
    let answer = send_all_then_read(&server, head, body.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn a_client_with_too_large_a_head_gets_its_431() {
    let server = server().await;
    let head = format!(
        "GET / HTTP/1.1\r\nx-large: {}\r\n\r\n",
        "x".repeat(1024 * 1024)
    );
    let answer = send_all_then_read(&server, "", head.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn a_client_that_sends_on_after_its_last_request_gets_its_answer() {
    let server = server().await;
    let last =
        "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 4\r\n\r\nlast";
    // Old browsers ended a body with a line of their own.
    let answer = send_all_then_read(&server, last, b"\r\nand more").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n4"), "{answer}");
}

#[tokio::test]
async fn a_client_that_never_stops_sending_is_left_in_the_end() {
    let server = server().await;
    let mut client = TcpStream::connect(server.addr()).await.unwrap();
    let head = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 999999999999\r\n\r\n";
    client.write_all(head.as_bytes()).await.unwrap();
    let piece = vec![b'x'; 64 * 1024];
    let left = async { while client.write_all(&piece).await.is_ok() {} };
    timeout(Duration::from_secs(30), left)
        .await
        .expect("the server leaves");
}
