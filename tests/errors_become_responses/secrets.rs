//! No text of an error reaches a client.

use onionskin::{TestClient, prelude::*};

use super::OutOfStock;

#[handler]
fn problem() -> Result<(), OutOfStock> {
    Err(OutOfStock("tea"))
}

#[handler]
fn opaque() -> Result<(), onionskin::Error> {
    Err(onionskin::Error::from(OutOfStock("tea")).context("warehouse 7 said no"))
}

#[handler]
fn io() -> Result<(), onionskin::Error> {
    Err(std::io::Error::other("warehouse 7 is on fire"))?
}

#[handler]
fn panics() -> StatusCode {
    panic!("warehouse 7 is gone");
}

#[handler]
async fn number(Json(number): Json<u8>) -> String {
    number.to_string()
}

#[tokio::test]
async fn an_error_tells_a_client_its_status_and_nothing_of_the_inside() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            GET "/problem" => problem,
            GET "/opaque" => opaque,
            GET "/io" => io,
            GET "/panics" => panics,
        }
    });
    for (path, status) in [
        ("/problem", 409),
        ("/opaque", 500),
        ("/io", 500),
        ("/panics", 500),
    ] {
        let res = client.get(path).await;
        res.assert_status(status)
            .assert_header("content-type", "application/problem+json");
        let shown = res.to_string();
        assert!(!shown.contains("warehouse"), "{shown}");
        let body: serde_json::Value = res.json().await;
        assert_eq!(body["status"], status);
    }
}

#[tokio::test]
async fn a_client_is_told_what_it_did_wrong() {
    let client = TestClient::new(middleware_stack! { => number });
    let res = client.post("/").json(&"seven").await;
    res.assert_status(422)
        .assert_header("content-type", "application/problem+json");
    let res = client
        .post("/")
        .body("tru")
        .header("content-type", "application/json")
        .await;
    res.assert_status(400);
    client.post("/").body("7").await.assert_status(415);
}
