//! A panic costs one request, never the process, and the log names the stage.

use onionskin::{TestClient, prelude::*, testing::TestServer};

use crate::{
    log::Log,
    trail::{Around, Trail},
};

#[handler]
fn ok() -> &'static str {
    "ok"
}

/// Panics when the request says so.
fn may_panic(req: &Request) {
    assert!(
        !req.headers().contains_key("x-panic"),
        "warehouse 7 is on fire"
    );
}

#[handler]
fn in_handler(req: &mut Request) -> &'static str {
    may_panic(req);
    "ok"
}

#[handler]
async fn in_async_handler(req: &mut Request) -> &'static str {
    tokio::task::yield_now().await;
    may_panic(req);
    "ok"
}

#[middleware]
async fn on_the_way_in(req: &mut Request, next: impl Next) -> Response {
    may_panic(req);
    next.run(req).await
}

#[middleware]
async fn on_the_way_out(req: &mut Request, next: impl Next) -> Response {
    let res = next.run(req).await;
    may_panic(req);
    res
}

#[middleware]
async fn lending(req: &mut Request, next: impl NextWith<u8>) -> Result<Response, StatusCode> {
    tokio::task::yield_now().await;
    may_panic(req);
    Ok(next.run_with(req, &1).await)
}

#[middleware(before)]
fn before_stage(req: &mut Request) {
    may_panic(req);
}

#[middleware(before)]
async fn async_before_stage(req: &mut Request) {
    tokio::task::yield_now().await;
    may_panic(req);
}

#[middleware(after)]
fn after_stage(req: &Request, _res: &mut Response) {
    may_panic(req);
}

#[middleware(after)]
async fn async_after_stage(req: &Request, _res: &mut Response) {
    tokio::task::yield_now().await;
    may_panic(req);
}

#[provider]
fn provided(req: &Request) -> u16 {
    may_panic(req);
    1
}

#[provider]
async fn async_provided(req: &Request) -> u32 {
    tokio::task::yield_now().await;
    may_panic(req);
    1
}

#[middleware(finally)]
fn finally_stage(req: &Request, _outcome: Outcome<'_>) {
    may_panic(req);
}

struct Generic<T>(T);

#[middleware]
impl<T: Send + Sync + 'static> Generic<T> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        may_panic(req);
        next.run(req).await
    }
}

#[error_handler]
fn on_error(err: &StatusCode, req: &Request) -> StatusCode {
    may_panic(req);
    *err
}

#[handler]
fn fails() -> Result<(), StatusCode> {
    Err(StatusCode::CONFLICT)
}

/// Sends a request that panics and one that does not, in process and over a socket.
async fn panics(app: impl Application, stage: &str) {
    let app = std::sync::Arc::new(app);
    let log = Log::here();
    for client in [
        TestClient::new(app.clone()),
        TestClient::over_socket(app).await,
    ] {
        let res = client.get("/where").header("x-panic", "now").await;
        res.assert_status(500)
            .assert_header("content-type", "application/problem+json");
        assert!(!res.text().await.contains("warehouse"));
        let lines = log.take();
        assert_eq!(lines.len(), 1, "{lines:#?}");
        let expected = format!(
            "message=a stage panicked: warehouse 7 is on fire stage={stage:?} method=GET path=\"/where\" "
        );
        assert_eq!(lines[0], expected);
        let after = client.get("/").await;
        assert!(after.status() != 500, "{after}");
    }
}

macro_rules! stages {
    ($($stage:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $stage() {
            let app = middleware_stack! {
                provide Trail::default();
                Around("a"), $stage, Around("b"),
                => ok
            };
            panics(app, stringify!($stage)).await;
        }
    )*};
}

mod in_a_stage {
    use super::*;

    stages!(
        on_the_way_in,
        on_the_way_out,
        lending,
        before_stage,
        async_before_stage,
        after_stage,
        async_after_stage,
        provided,
        async_provided,
        finally_stage,
    );
}

#[tokio::test]
async fn in_a_handler_at_the_end_of_a_stack() {
    panics(middleware_stack! { => in_handler }, "in_handler").await;
    let app = middleware_stack! {
        provide Trail::default();
        Around("a"),
        => routes { _ => in_async_handler }
    };
    panics(app, "in_async_handler").await;
}

#[tokio::test]
async fn in_a_stage_of_an_impl_block() {
    panics(middleware_stack! { Generic(1_u8), => ok }, "Generic").await;
}

#[tokio::test]
async fn in_an_error_handler() {
    panics(middleware_stack! { on_error, => fails }, "on_error").await;
}

#[tokio::test]
async fn the_innermost_of_neighbouring_hooks_is_named() {
    let app = middleware_stack! {
        provide Trail::default();
        crate::trail::Before("a"), before_stage, crate::trail::Before("b"),
        => ok
    };
    panics(app, "before_stage").await;
}

#[error_handler(409)]
async fn on_status(req: &Request) -> StatusCode {
    may_panic(req);
    StatusCode::CONFLICT
}

#[tokio::test]
async fn in_an_error_handler_by_status() {
    panics(middleware_stack! { on_status, => fails }, "on_status").await;
}

#[session_id_fetcher]
fn fetcher(req: &Request) -> Option<String> {
    may_panic(req);
    None
}

#[tokio::test]
async fn in_a_session_id_fetcher() {
    let sessions = Sessions::<u64>::new(MemoryStore::new()).fetcher(fetcher {});
    panics(middleware_stack! { (sessions), => ok }, "fetcher").await;
}

struct Extracted;

impl FromRequest for Extracted {
    type Rejection = StatusCode;

    async fn from_request(req: &mut Request) -> Result<Self, StatusCode> {
        may_panic(req);
        Ok(Self)
    }
}

#[handler]
fn extracts(_extracted: Extracted) -> StatusCode {
    StatusCode::OK
}

#[tokio::test]
async fn in_an_extractor_of_a_handler() {
    panics(middleware_stack! { => extracts }, "extracts").await;
}

#[middleware]
async fn extracting_around(_extracted: Extracted, req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware(before)]
fn extracting_before(_extracted: Extracted) {}

#[middleware(before)]
async fn extracting_before_later(_extracted: Extracted) {}

#[provider]
async fn extracting_provider(_extracted: Extracted) -> u64 {
    1
}

#[tokio::test]
async fn in_an_extractor_of_a_stage() {
    let app = middleware_stack! { extracting_around, => ok };
    panics(app, "extracting_around").await;
    let app = middleware_stack! { extracting_before, => ok };
    panics(app, "extracting_before").await;
    let app = middleware_stack! { extracting_before_later, => ok };
    panics(app, "extracting_before_later").await;
    let app = middleware_stack! { extracting_provider, => ok };
    panics(app, "extracting_provider").await;
}

#[tokio::test]
async fn a_finally_that_panics_because_of_a_panic_costs_no_more_than_the_request() {
    panics_twice().await;
}

async fn panics_twice() {
    #[middleware(finally)]
    fn panics_too(_outcome: Outcome<'_>) {
        panic!("one more");
    }
    let log = Log::here();
    let client = TestClient::over_socket(middleware_stack! { panics_too, => in_handler }).await;
    client
        .get("/")
        .header("x-panic", "now")
        .await
        .assert_status(500);
    let lines = log.take().join("\n");
    assert!(lines.contains(r#"stage="in_handler""#), "{lines}");
    assert!(lines.contains(r#"stage="panics_too""#), "{lines}");
}

#[tokio::test]
async fn a_panic_leaves_the_other_requests_of_its_connection_alone() {
    let server = TestServer::start(middleware_stack! { => in_async_handler }).await;
    let client = server.client();
    for _ in 0..10 {
        let panic = client.get("/").header("x-panic", "now");
        let (panicked, answered) = tokio::join!(panic.send(), client.get("/").send());
        panicked.assert_status(500);
        assert_eq!(answered.text().await, "ok");
    }
    server.shutdown().await;
}
