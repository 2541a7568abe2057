//! By type, by status and for everything, at every level: the nearest handler above takes the error.

use onionskin::{Error, Failure, TestClient, prelude::*};

use super::OutOfStock;
use crate::log::Log;

#[error_handler]
fn by_type(_err: &OutOfStock) -> (StatusCode, &'static str) {
    (StatusCode::GONE, "by type")
}

#[error_handler]
fn opaque(_err: &Error) -> (StatusCode, &'static str) {
    (StatusCode::BAD_GATEWAY, "opaque")
}

#[error_handler]
async fn everything(err: &Failure, req: &Request) -> (StatusCode, String) {
    let stage = err.stage().unwrap_or("?");
    (
        StatusCode::IM_A_TEAPOT,
        format!("everything: {stage} at {}", req.uri().path()),
    )
}

#[error_handler(409)]
fn by_status() -> &'static str {
    "by status"
}

#[handler]
fn typed() -> Result<(), OutOfStock> {
    Err(OutOfStock("tea"))
}

#[handler]
fn questioned() -> Result<(), Error> {
    Err(OutOfStock("tea"))?
}

#[handler]
fn a_status() -> Result<(), StatusCode> {
    Err(StatusCode::CONFLICT)
}

#[handler]
fn number(Path(number): Path<u8>) -> String {
    number.to_string()
}

#[middleware(before)]
fn refuses() -> Result<(), OutOfStock> {
    Err(OutOfStock("tea"))
}

#[middleware]
async fn fails(_req: &mut Request, _next: impl Next) -> Result<Response, Error> {
    Err(OutOfStock("tea"))?
}

#[provider]
fn provides() -> Result<u8, OutOfStock> {
    Err(OutOfStock("tea"))
}

async fn answer(app: impl Application) -> String {
    TestClient::new(app).get("/7").await.text().await
}

#[tokio::test]
async fn the_nearest_of_all_kinds_wins() {
    let text = answer(middleware_stack! { everything, opaque, by_type, => questioned });
    assert_eq!(text.await, "by type");
    let text = answer(middleware_stack! { everything, by_type, opaque, => questioned });
    assert_eq!(text.await, "opaque");
    let text = answer(middleware_stack! { by_type, opaque, everything, => questioned });
    assert_eq!(text.await, "everything: questioned at /7");
    // Pages of a status are for what is a response already.
    let text = answer(middleware_stack! { by_status, by_type, => typed });
    assert_eq!(text.await, "by type");
    let text = answer(middleware_stack! { by_type, by_status, => a_status });
    assert_eq!(text.await, "by status");
}

#[tokio::test]
async fn a_route_a_nested_stack_and_the_application_have_handlers_of_their_own() {
    let client = TestClient::new(middleware_stack! {
        everything,
        => routes {
            GET "/app" => typed,
            GET "/route" => { by_type, => typed },
            "/nested" => {
                opaque,
                => routes {
                    GET "/inner" => { by_type, => questioned },
                    GET "/outer" => questioned,
                    GET "/number/{number}" => number,
                }
            },
        }
    });
    for (path, text) in [
        ("/app", "everything: typed at /app"),
        ("/route", "by type"),
        ("/nested/inner", "by type"),
        ("/nested/outer", "opaque"),
        ("/nested/number/x", "everything: number at /nested/number/x"),
        ("/nested/number/7", "7"),
    ] {
        assert_eq!(client.get(path).await.text().await, text, "{path}");
    }
}

#[tokio::test]
async fn a_stage_of_a_level_that_fails_is_handled_by_that_level() {
    let text = answer(middleware_stack! { everything, refuses, => typed });
    assert_eq!(text.await, "everything: refuses at /7");
    let text = answer(middleware_stack! { everything, fails, => typed });
    assert_eq!(text.await, "everything: fails at /7");
    let text = answer(middleware_stack! { everything, provides, => typed });
    assert_eq!(text.await, "everything: provides at /7");
}

#[tokio::test]
async fn several_handlers_are_one_fragment_to_be_used_anywhere() {
    fn errors() -> impl Stage<Needs = ()> {
        middleware_stack! { by_type, by_status }
    }
    let written = middleware_stack! { by_type, by_status };
    assert_eq!(
        answer(middleware_stack! { (written), => typed }).await,
        "by type"
    );
    let written = middleware_stack! { by_type, by_status };
    assert_eq!(
        answer(middleware_stack! { (written), => a_status }).await,
        "by status"
    );
    let client = TestClient::new(middleware_stack! { errors(), => a_status });
    client.get("/").await.assert_status(409);
}

#[tokio::test]
async fn a_page_of_5xx_is_logged_with_what_it_stands_for_and_the_stage() {
    #[error_handler]
    fn sorry(_err: &OutOfStock) -> (StatusCode, &'static str) {
        (StatusCode::SERVICE_UNAVAILABLE, "sorry")
    }
    #[error_handler(500)]
    fn page() -> &'static str {
        "our page"
    }
    #[handler]
    fn io() -> Result<(), Error> {
        Err(Error::from(std::io::Error::other("disk")).context("no list"))
    }
    let log = Log::here();
    let client = TestClient::new(middleware_stack! {
        sorry, page,
        => routes { GET "/typed" => typed, GET "/io" => io }
    });
    let res = client.get("/typed").await.assert_status(503).text().await;
    assert_eq!(res, "sorry");
    let res = client.get("/io").await.assert_status(500).text().await;
    assert_eq!(res, "our page");
    assert_eq!(
        log.take(),
        [
            "message=tea is out of stock in warehouse 7 stage=\"typed\" method=GET path=\"/typed\" status=503 ",
            "message=no list: disk stage=\"io\" method=GET path=\"/io\" status=500 ",
        ]
    );
}

#[tokio::test]
async fn the_page_of_a_status_keeps_the_cookies_of_the_response() {
    #[handler]
    fn with_cookie() -> Response {
        StatusCode::CONFLICT
            .into_response()
            .with_header(header::SET_COOKIE, HeaderValue::from_static("a=1"))
    }
    let client = TestClient::new(middleware_stack! { by_status, => with_cookie });
    let res = client.get("/").await;
    res.assert_status(409).assert_header("set-cookie", "a=1");
}
