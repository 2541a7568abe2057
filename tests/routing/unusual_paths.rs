//! Paths that are encoded, broken or strange: each is answered, and none reaches another route.

use onionskin::{TestClient, prelude::*, testing::TestServer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{To, table, taken};

#[handler]
fn part(Path(part): Path<String>) -> String {
    part
}

fn client() -> TestClient {
    TestClient::new(middleware_stack! {
        => routes {
            GET "/part/{part}" => part,
            GET "/static" => { To("static"), => taken },
            "/{shop}" => { => routes { GET "/{shelf}" => { To("shelf"), => taken } } },
        }
    })
}

#[tokio::test]
async fn parts_are_decoded_once_and_after_they_are_told_apart() {
    table(
        &client(),
        &[
            ("GET", "/part/a%20b", "a b"),
            ("GET", "/part/%C3%A9", "\u{e9}"),
            ("GET", "/part/a%2Fb", "a/b"),
            ("GET", "/part/%252F", "%2F"),
            ("GET", "/part/a+b", "a+b"),
            ("GET", "/part/%", "%"),
            ("GET", "/part/%zz", "%zz"),
            ("GET", "/a%2Fb/c", "shelf shop=a/b shelf=c"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_part_that_is_not_utf8_is_a_400_and_the_stack_lives_on() {
    let client = client();
    let res = client.get("/part/%FF").await;
    res.assert_status(400)
        .assert_header("content-type", "application/problem+json");
    assert_eq!(client.get("/part/ok").await.text().await, "ok");
    assert_eq!(
        client.get("/%FF/x").await.text().await,
        "shelf shop=? shelf=x"
    );
}

#[tokio::test]
async fn an_encoded_path_is_not_the_literal_one() {
    table(
        &client(),
        &[("GET", "/st%61tic", "404"), ("GET", "/static", "static")],
    )
    .await;
}

/// Sends these bytes on a connection of their own, and gives the status of the answer.
async fn status_of(server: &TestServer, request: &[u8]) -> String {
    let mut socket = TcpStream::connect(server.addr()).await.unwrap();
    socket.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer)
        .chars()
        .skip("HTTP/1.1 ".len())
        .take(3)
        .collect()
}

#[tokio::test]
async fn a_target_that_is_no_path_is_a_clear_4xx() {
    let server = TestServer::start(middleware_stack! {
        => routes { GET "/{part}" => part }
    })
    .await;
    for (target, expected) in [
        (&b"/ok"[..], "200"),
        (b"http://elsewhere.example/ok", "200"),
        (b"*", "404"),
        (b"/a b", "400"),
        (b"/\xff\xfe", "400"),
        (b"no-slash", "404"),
    ] {
        let request = [
            b"GET ",
            target,
            b" HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        ]
        .concat();
        let shown = String::from_utf8_lossy(target);
        assert_eq!(status_of(&server, &request).await, expected, "{shown}");
    }
    let res = server.client().get("/after").await;
    assert_eq!(res.text().await, "after");
}
