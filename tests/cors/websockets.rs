//! Browsers do not ask before they open a WebSocket, so the stage looks at who does.

use onionskin::{TestClient, http, prelude::*, testing::TestRequest};

use super::{ELSEWHERE, SHOP, client};

#[handler]
fn switching() -> StatusCode {
    StatusCode::SWITCHING_PROTOCOLS
}

fn handshake(client: &TestClient, origin: &str) -> TestRequest {
    client
        .get("/")
        .header("host", "chat.example.org")
        .header("connection", "upgrade")
        .header("upgrade", "WebSocket")
        .header("origin", origin)
}

#[tokio::test]
async fn a_foreign_page_cannot_open_one() {
    let client = client(Cors::new().allow_origin(SHOP));
    for (origin, status) in [
        (ELSEWHERE, 403),
        ("null", 403),
        ("nonsense", 403),
        ("https://chat.example.org:8443", 403),
        (SHOP, 200),
        // Pages of the same host name themselves, whether TLS ends here or in front.
        ("https://chat.example.org", 200),
        ("http://chat.example.org", 200),
    ] {
        let response = handshake(&client, origin).await;
        assert_eq!(response.status(), status, "{origin}");
    }
    // What is no browser names no origin.
    let response = client.get("/").header("upgrade", "websocket").await;
    response.assert_status(200);
}

#[tokio::test]
async fn the_check_can_be_left_to_the_application() {
    let client = client(Cors::new().skip_websocket_check());
    handshake(&client, ELSEWHERE).await.assert_status(200);
}

#[tokio::test]
async fn the_answer_that_switches_protocols_is_left_alone() {
    let app = middleware_stack! { Cors::new().allow_origin(SHOP), => switching };
    let mut request = http::Request::get("/")
        .header("upgrade", "websocket")
        .header("origin", SHOP)
        .body(Body::empty())
        .unwrap();
    let response = app.respond(&mut request).await;
    assert_eq!(response.status(), 101);
    assert!(response.headers().is_empty(), "{response:?}");
}

#[tokio::test]
async fn over_http_2_a_websocket_is_a_method_of_its_own() {
    let client = client(Cors::new().allow_origin(SHOP));
    for (origin, status) in [(ELSEWHERE, 403), (SHOP, 200)] {
        let asked = client
            .request(Method::CONNECT, "/")
            .header("origin", origin);
        assert_eq!(asked.await.status(), status, "{origin}");
    }
}
