//! `#[error_handler]` by the type of the error.

use onionskin::{
    FormRejection, JsonRejection, PathRejection, QueryRejection, TestClient, prelude::*,
};

use super::OutOfStock;

#[error_handler]
fn sorry(err: &OutOfStock, req: &Request) -> (StatusCode, String) {
    (
        StatusCode::GONE,
        format!("no {} on {}", err.0, req.uri().path()),
    )
}

#[handler]
fn buy() -> Result<&'static str, OutOfStock> {
    Err(OutOfStock("tea"))
}

#[handler]
async fn buy_later() -> Result<&'static str, OutOfStock> {
    tokio::task::yield_now().await;
    Err(OutOfStock("tea"))
}

#[handler]
fn buy_with_a_question_mark() -> Result<&'static str, onionskin::Error> {
    Err(OutOfStock("tea"))?
}

#[handler]
fn buy_with_context() -> Result<&'static str, onionskin::Error> {
    Err(onionskin::Error::from(OutOfStock("tea")).context("could not buy"))
}

#[handler]
fn ok() -> &'static str {
    "ok"
}

#[middleware]
async fn around(_req: &mut Request, _next: impl Next) -> Result<Response, OutOfStock> {
    Err(OutOfStock("tea"))
}

#[middleware(before)]
fn before() -> Result<(), OutOfStock> {
    Err(OutOfStock("tea"))
}

#[middleware(before)]
async fn before_later() -> Result<(), OutOfStock> {
    Err(OutOfStock("tea"))
}

#[middleware(after)]
fn after(_res: &mut Response) -> Result<(), OutOfStock> {
    Err(OutOfStock("tea"))
}

#[provider]
fn provided() -> Result<u8, OutOfStock> {
    Err(OutOfStock("tea"))
}

#[provider]
async fn provided_later() -> Result<u8, onionskin::Error> {
    Err(OutOfStock("tea"))?
}

macro_rules! taken {
    ($($test:ident: $($stage:ident,)? => $end:ident;)*) => {$(
        #[tokio::test]
        async fn $test() {
            let client = TestClient::new(middleware_stack! { sorry, $($stage,)? => $end });
            let res = client.get("/shop").await;
            res.assert_status(410);
            assert_eq!(res.text().await, "no tea on /shop");
        }
    )*};
}

taken! {
    the_error_of_a_handler: => buy;
    the_error_of_an_async_handler: => buy_later;
    an_error_that_became_an_opaque_one: => buy_with_a_question_mark;
    an_opaque_error_with_context: => buy_with_context;
    the_error_of_a_middleware: around, => ok;
    the_error_of_a_before_stage: before, => ok;
    the_error_of_an_async_before_stage: before_later, => ok;
    the_error_of_an_after_stage: after, => ok;
    the_error_of_a_provider: provided, => ok;
    the_opaque_error_of_an_async_provider: provided_later, => ok;
}

#[tokio::test]
async fn the_nearest_handler_above_takes_the_error() {
    #[error_handler]
    fn nearer(_err: &OutOfStock) -> StatusCode {
        StatusCode::IM_A_TEAPOT
    }
    let client = TestClient::new(middleware_stack! {
        sorry,
        => routes {
            GET "/far" => buy,
            "/near" => { nearer, => buy },
            "/beside" => { nearer, => routes { GET "/" => ok } },
        }
    });
    client.get("/near").await.assert_status(418);
    client.get("/far").await.assert_status(410);
}

#[tokio::test]
async fn a_handler_below_or_for_another_type_leaves_the_error_alone() {
    #[error_handler]
    fn other(_err: &std::num::ParseIntError) -> StatusCode {
        StatusCode::IM_A_TEAPOT
    }
    let client = TestClient::new(middleware_stack! { other, before, sorry, => ok });
    client.get("/").await.assert_status(409);
    let client = TestClient::new(middleware_stack! { sorry, other, => buy });
    client.get("/").await.assert_status(410);
}

#[tokio::test]
async fn an_error_without_a_handler_is_its_own_response() {
    let client = TestClient::new(middleware_stack! { => buy });
    client
        .get("/")
        .await
        .assert_status(409)
        .assert_header("content-type", "application/problem+json");
}

struct Shop(&'static str);
struct Visitor(String);

#[provider]
fn visitor(req: &Request) -> Visitor {
    Visitor(req.header("x-name").unwrap_or("nobody").to_owned())
}

#[error_handler]
async fn personal(
    visitor: &Visitor,
    req: &Request,
    err: &OutOfStock,
    shop: &Shop,
) -> (StatusCode, String) {
    tokio::task::yield_now().await;
    (
        StatusCode::GONE,
        format!(
            "{}: no {} at {} for {}",
            req.method(),
            err.0,
            shop.0,
            visitor.0
        ),
    )
}

#[tokio::test]
async fn an_error_handler_may_wait_and_borrow_in_any_order() {
    let client = TestClient::new(middleware_stack! {
        provide Shop("Ann's");
        visitor,
        personal,
        => routes { GET "/" => buy_later }
    });
    let res = client.get("/").header("x-name", "Bob").await;
    assert_eq!(res.text().await, "GET: no tea at Ann's for Bob");
}

#[tokio::test]
async fn an_error_handler_may_wait_for_a_handler_that_never_does() {
    #[error_handler]
    async fn later(err: &OutOfStock) -> (StatusCode, &'static str) {
        tokio::task::yield_now().await;
        (StatusCode::GONE, err.0)
    }
    let client = TestClient::new(middleware_stack! { later, => routes { GET "/" => buy } });
    let res = client.get("/").await;
    res.assert_status(410);
    assert_eq!(res.text().await, "tea");
}

#[tokio::test]
async fn the_stages_above_an_error_handler_see_its_response() {
    #[middleware(after)]
    fn stamp(res: &mut Response) {
        let status = HeaderValue::from(res.status().as_u16());
        res.headers_mut().insert("x-status", status);
    }
    let client = TestClient::new(middleware_stack! { stamp, sorry, => buy });
    client
        .get("/")
        .await
        .assert_status(410)
        .assert_header("x-status", "410");
}

#[handler]
fn extracts(
    Path(_): Path<u8>,
    Query(_): Query<Vec<(String, u8)>>,
    Json(_): Json<u8>,
) -> &'static str {
    "taken"
}

#[handler]
fn form(Form(_): Form<Vec<(String, u8)>>) -> &'static str {
    "taken"
}

#[error_handler]
fn path(_err: &PathRejection) -> (StatusCode, &'static str) {
    (StatusCode::BAD_REQUEST, "path")
}

#[error_handler]
fn query(_err: &QueryRejection) -> (StatusCode, &'static str) {
    (StatusCode::BAD_REQUEST, "query")
}

#[error_handler]
fn json(_err: &JsonRejection) -> (StatusCode, &'static str) {
    (StatusCode::BAD_REQUEST, "json")
}

#[error_handler]
fn formed(_err: &FormRejection) -> (StatusCode, &'static str) {
    (StatusCode::BAD_REQUEST, "form")
}

#[tokio::test]
async fn the_refusals_of_extractors_are_errors_too() {
    let client = TestClient::new(middleware_stack! {
        path, query, json, formed,
        => routes {
            POST "/{n}" => extracts,
            POST "/form" => form,
        }
    });
    for (target, expected) in [
        ("/x", "path"),
        ("/1?a=b", "query"),
        ("/1?a=1", "json"),
        ("/form", "form"),
    ] {
        let res = client.post(target).body("no").await;
        assert_eq!(
            (res.status(), &*res.text().await),
            (StatusCode::BAD_REQUEST, expected)
        );
    }
}

#[tokio::test]
async fn errors_of_sessions_are_errors_too() {
    #[session_id_generator]
    fn weak() -> String {
        "weak".to_owned()
    }
    #[session_id_fetcher]
    fn refusing(req: &Request) -> Result<Option<String>, OutOfStock> {
        if req.uri().path() == "/refused" {
            Err(OutOfStock("tea"))
        } else {
            Ok(None)
        }
    }
    #[handler]
    async fn count(session: &Session<u64>) -> Result<String, SessionError> {
        Ok(session.update(|count| *count += 1).await?.to_string())
    }
    #[error_handler]
    fn broken(err: &SessionError) -> (StatusCode, String) {
        (StatusCode::BAD_GATEWAY, format!("{err:?}"))
    }
    let sessions = Sessions::<u64>::new(MemoryStore::new())
        .generator(weak {})
        .fetcher(refusing {});
    let client = TestClient::new(middleware_stack! { sorry, broken, (sessions), => count });
    client.get("/refused").await.assert_status(410);
    client.get("/").await.assert_status(502);
}
