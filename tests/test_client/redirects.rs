//! Redirects are followed as browsers follow them, or left alone.

use bytes::Bytes;
use http::StatusCode;
use onionskin::{Application, Body, Request, Response, TestClient};

use super::{Mirror, Seen, both};

#[tokio::test]
async fn redirects_change_the_method_as_browsers_do() {
    let table = [
        ("301", "POST", "GET", ""),
        ("302", "POST", "GET", ""),
        ("303", "PUT", "GET", ""),
        ("307", "POST", "POST", "body"),
        ("308", "PUT", "PUT", "body"),
    ];
    for client in both().await {
        for (status, from, to, body) in table {
            let path = format!("/redirect/{status}?/there");
            let request = client.request(from.parse().unwrap(), &path);
            let request = request.body(Bytes::from_static(b"body"));
            let seen: Seen = request.await.json().await;
            assert_eq!(
                (&*seen.method, &*seen.path, &*seen.body),
                (to, "/there", body),
                "{status}"
            );
        }
    }
}

#[tokio::test]
async fn redirects_resolve_and_can_be_left_alone() {
    let client = TestClient::new(Mirror);
    for (location, path) in [
        ("b", "/redirect/b"),
        ("../b", "/b"),
        ("./b/../c/", "/redirect/c/"),
    ] {
        let seen: Seen = client
            .get(&format!("/redirect/302?{location}"))
            .await
            .json()
            .await;
        assert_eq!(seen.path, path);
    }
    let request = client
        .get("/redirect/302?https://other.example/")
        .header("authorization", "x");
    let seen: Seen = request.await.json().await;
    assert_eq!((&*seen.host, seen.authorization), ("other.example", false));
    let kept = client.get("/redirect/302?/b").follow_redirects(false).await;
    kept.assert_status(StatusCode::FOUND)
        .assert_header("location", "/b");
}

#[tokio::test]
async fn redirects_in_a_circle_are_an_error() {
    struct Circle;
    impl Application for Circle {
        async fn respond(&self, _: &mut Request) -> Response {
            http::Response::builder()
                .status(302)
                .header("location", "/again")
                .body(Body::empty())
                .unwrap()
        }
    }
    let error = TestClient::new(Circle)
        .get("/")
        .try_send()
        .await
        .unwrap_err();
    let error = error.to_string();
    assert_eq!(
        error,
        "there are more than 10 redirects; the last led to https://localhost/again"
    );
}
