//! `#[error_handler(404)]`: by the status of the response.

use onionskin::{TestClient, prelude::*};

use super::OutOfStock;

#[error_handler(404)]
fn lost(req: &Request) -> Html<String> {
    Html(format!("nothing at {}", req.uri().path()))
}

#[error_handler(405)]
async fn wrong(res: &Response, req: &Request) -> String {
    tokio::task::yield_now().await;
    format!("{} is {}", req.method(), res.status().as_u16())
}

#[error_handler(409)]
fn conflict(res: Response) -> (StatusCode, String) {
    let error = res.error().map(ToString::to_string);
    (
        StatusCode::IM_A_TEAPOT,
        error.map_or("no error".to_owned(), |_| "an error".to_owned()),
    )
}

#[handler]
fn ok() -> &'static str {
    "ok"
}

#[handler]
fn buy() -> Result<&'static str, OutOfStock> {
    Err(OutOfStock("tea"))
}

#[handler]
fn challenge() -> Response {
    StatusCode::UNAUTHORIZED
        .into_response()
        .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic"))
}

#[error_handler(401)]
fn page(greeting: &&'static str) -> String {
    format!("{greeting}, who are you?")
}

fn client() -> TestClient {
    TestClient::new(middleware_stack! {
        provide "hello";
        lost, wrong, conflict, page,
        => routes {
            GET "/" => ok,
            GET "/buy" => buy,
            GET "/private" => challenge,
            "/deep" => { => routes { GET "/er" => ok } },
        }
    })
}

#[tokio::test]
async fn a_path_that_nothing_answers_has_the_page_for_404_at_every_level() {
    for path in ["/nothing", "/deep/nothing", "/deep"] {
        let res = client().get(path).await;
        res.assert_status(404)
            .assert_header("content-type", "text/html; charset=utf-8");
        assert_eq!(res.text().await, format!("nothing at {path}"));
    }
}

#[tokio::test]
async fn the_page_for_405_keeps_the_allowed_methods() {
    for path in ["/", "/deep/er"] {
        let res = client().post(path).await;
        res.assert_status(405)
            .assert_header("allow", "GET, HEAD, OPTIONS");
        assert_eq!(res.text().await, "POST is 405");
    }
}

#[tokio::test]
async fn the_page_for_401_keeps_the_challenge_and_may_borrow() {
    let res = client().get("/private").await;
    res.assert_status(401)
        .assert_header("www-authenticate", "Basic");
    assert_eq!(res.text().await, "hello, who are you?");
}

#[tokio::test]
async fn a_page_may_have_a_status_of_its_own_and_look_at_the_error() {
    let res = client().get("/buy").await;
    res.assert_status(418);
    assert_eq!(res.text().await, "an error");
}

#[tokio::test]
async fn responses_of_another_status_pass() {
    assert_eq!(client().get("/").await.text().await, "ok");
}
