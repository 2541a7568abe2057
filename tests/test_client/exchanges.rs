//! What is sent, and what is told of the answer.

use bytes::Bytes;
use onionskin::{Application, Body, Request, Response, TestClient};

use super::{Mirror, Seen, both};

#[tokio::test]
async fn json_and_forms_say_what_they_are() {
    for client in both().await {
        let seen: Seen = client.post("/").json(&[1, 2]).await.json().await;
        assert_eq!((&*seen.body, &*seen.kind), ("[1,2]", "application/json"));
        let seen: Seen = client.put("/").form(&[("a", "b c")]).await.json().await;
        assert_eq!(seen.body, "a=b+c");
        assert_eq!(seen.kind, "application/x-www-form-urlencoded");
    }
}

#[tokio::test]
async fn peer_host_and_default_headers_are_settable() {
    let client = TestClient::new(Mirror)
        .base_url("https://shop.example")
        .default_header("authorization", "Bearer x");
    let seen: Seen = client.get("/").await.json().await;
    assert_eq!((&*seen.host, seen.authorization), ("shop.example", true));
    assert_eq!(seen.peer, Some("127.0.0.1:50000".parse().unwrap()));
    let peer = "192.0.2.7:1".parse().unwrap();
    let seen: Seen = client.get("/").peer(peer).await.json().await;
    assert_eq!(seen.peer, Some(peer));
}

#[tokio::test]
async fn a_response_to_head_has_no_body() {
    for client in both().await {
        assert_eq!(client.head("/").await.bytes().await, Bytes::new());
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_written_is_an_error() {
    let client = TestClient::new(Mirror);
    let error = client
        .get("/")
        .header("two words", "x")
        .try_send()
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("not the name of a header"),
        "{error}"
    );
    let error = client
        .get("/")
        .header("x", "a\nb")
        .try_send()
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("not the value of a header"),
        "{error}"
    );
}

#[tokio::test]
async fn a_wrong_status_shows_the_whole_response() {
    for client in both().await {
        let response = client.get("/shown").await;
        let assertion = std::panic::AssertUnwindSafe(|| {
            response.assert_status(404);
        });
        let panic = std::panic::catch_unwind(assertion).unwrap_err();
        let message = panic.downcast::<String>().unwrap();
        assert!(message.contains("expected status 404"), "{message}");
        assert!(message.contains("200 OK"), "{message}");
    }
}

#[tokio::test]
async fn a_body_is_read_once_and_asked_any_number_of_times() {
    for client in both().await {
        let response = client.get("/twice").await;
        let (text, bytes) = (response.text().await, response.bytes().await);
        let seen: Seen = response.json().await;
        assert_eq!(text.as_bytes(), bytes);
        assert_eq!(seen.path, "/twice");
        let body = response.into_inner().into_body();
        assert_eq!(body.into_bytes(1024).await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_body_that_broke_off_is_an_error_each_time_it_is_asked() {
    struct Broken;
    impl Application for Broken {
        async fn respond(&self, _: &mut Request) -> Response {
            let chunks = [Ok("half"), Err(std::io::Error::other("unplugged"))];
            Response::new(Body::from_stream(futures_util::stream::iter(chunks)))
        }
    }
    let mut response = TestClient::new(Broken).get("/").await;
    assert_eq!(response.chunk().await.unwrap(), "half");
    for _ in 0..2 {
        let error = response.try_bytes().await.unwrap_err().to_string();
        assert_eq!(error, "the response's body failed: unplugged");
    }
}
