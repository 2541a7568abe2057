//! What handlers say themselves, and answers that are no success.

use onionskin::{TestClient, prelude::*};

use super::{ELSEWHERE, SHOP, header, said};

#[handler]
fn generous() -> impl IntoResponse {
    let headers = [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-credentials", "true"),
        ("access-control-expose-headers", "x-secret"),
    ];
    (headers, "page")
}

#[handler]
fn failing() -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}

#[middleware(before)]
fn closed() -> Result<(), StatusCode> {
    Err(StatusCode::SERVICE_UNAVAILABLE)
}

#[handler]
fn panicking() -> &'static str {
    panic!("on purpose")
}

fn careful() -> Cors {
    Cors::new()
        .allow_origin(SHOP)
        .expose_headers(["x-total", "ETag"])
}

#[tokio::test]
async fn a_handler_cannot_allow_what_the_stage_refuses() {
    let client = TestClient::new(middleware_stack! { careful(), => generous });
    let refused = client.get("/").header("origin", ELSEWHERE).await;
    assert!(said(&refused).is_empty());
    let allowed = client.get("/").header("origin", SHOP).await;
    assert_eq!(
        said(&allowed),
        [
            "allow-origin: https://shop.example.org",
            "expose-headers: ETag, x-total"
        ]
    );
}

#[tokio::test]
async fn the_headers_of_handlers_are_left_alone_where_they_are_respected() {
    let cors = careful().respect_handler_headers();
    let client = TestClient::new(middleware_stack! { (cors), => generous });
    for origin in [SHOP, ELSEWHERE] {
        let response = client.get("/").header("origin", origin).await;
        assert_eq!(
            said(&response),
            [
                "allow-credentials: true",
                "allow-origin: *",
                "expose-headers: x-secret"
            ]
        );
        assert_eq!(header(&response, "vary").as_deref(), Some("Origin"));
    }
}

#[tokio::test]
async fn errors_and_early_answers_can_be_read_too() {
    let failed = TestClient::new(middleware_stack! { careful(), => failing });
    let refused = TestClient::new(middleware_stack! { careful(), closed, => generous });
    let missing = TestClient::new(middleware_stack! {
        careful(),
        => routes { GET "/page" => generous }
    });
    let panicked = TestClient::new(middleware_stack! {
        careful(), ServerError::new(),
        => panicking
    });
    let cases = [
        (failed, 500),
        (refused, 503),
        (missing, 404),
        (panicked, 500),
    ];
    for (client, status) in cases {
        let response = client.get("/").header("origin", SHOP).await;
        response.assert_status(status);
        let name = "access-control-allow-origin";
        assert_eq!(header(&response, name).as_deref(), Some(SHOP));
    }
}

#[tokio::test]
async fn every_header_may_be_exposed() {
    let cors = Cors::new().allow_any_origin().expose_header("*");
    let client = TestClient::new(middleware_stack! { (cors), => failing });
    let response = client.get("/").header("origin", SHOP).await;
    assert_eq!(said(&response), ["allow-origin: *", "expose-headers: *"]);
}

#[tokio::test]
async fn timing_is_told_to_whom_the_answer_is() {
    let client = TestClient::new(middleware_stack! { careful().allow_timing(), => failing });
    let name = "timing-allow-origin";
    let allowed = client.get("/").header("origin", SHOP).await;
    assert_eq!(header(&allowed, name).as_deref(), Some(SHOP));
    let refused = client.get("/").header("origin", ELSEWHERE).await;
    assert_eq!(header(&refused, name), None);
}
