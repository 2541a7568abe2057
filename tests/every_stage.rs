//! Answers of every kind pass every built-in stage as what they are.

use std::{collections::BTreeSet, convert::Infallible, io, pin::Pin, sync::Arc};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body::Frame;
use http_body_util::StreamBody;
use onionskin::{TestClient, prelude::*, stages::recommended, testing::TestResponse};
use tokio::sync::Notify;

/// Lets the second piece of a stream go.
#[derive(Clone, Default)]
struct Gate(Arc<Notify>);

/// A stage, an application below it, and the header that it puts on every answer, if there is one.
struct Case {
    name: &'static str,
    says: Option<&'static str>,
    clients: [TestClient; 2],
    gate: Gate,
}

#[handler]
fn page() -> ([(&'static str, &'static str); 2], String) {
    (
        [("etag", "\"one\""), ("x-own", "kept")],
        "an onion ".repeat(500),
    )
}

#[handler]
fn nothing() -> ([(&'static str, &'static str); 1], StatusCode) {
    ([("x-own", "kept")], StatusCode::NO_CONTENT)
}

#[handler]
fn starts_over() -> ([(&'static str, &'static str); 1], StatusCode) {
    ([("x-own", "kept")], StatusCode::RESET_CONTENT)
}

#[handler]
fn unchanged() -> ([(&'static str, &'static str); 2], StatusCode) {
    (
        [("etag", "\"one\""), ("x-own", "kept")],
        StatusCode::NOT_MODIFIED,
    )
}

#[handler]
fn switches() -> ([(&'static str, &'static str); 2], StatusCode) {
    (
        [("upgrade", "chat"), ("x-own", "kept")],
        StatusCode::SWITCHING_PROTOCOLS,
    )
}

#[handler]
fn streams(gate: &Gate) -> Response {
    let Gate(open) = gate.clone();
    let first = stream::once(async { Frame::data(Bytes::from_static(b"one ")) });
    let second = stream::once(async move {
        open.notified().await;
        Frame::data(Bytes::from_static(b"two"))
    });
    let trailers = [(header::ETAG, HeaderValue::from_static("\"two\""))];
    let last = stream::once(async { Frame::trailers(trailers.into_iter().collect()) });
    let frames = first.chain(second).chain(last).map(Ok::<_, Infallible>);
    let mut response = Response::new(Body::new(StreamBody::new(Box::pin(frames))));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    headers.insert(header::TRAILER, HeaderValue::from_static("etag"));
    response
}

#[handler]
fn breaks_off() -> Body {
    let pieces = stream::iter([Ok("one "), Ok("two")]);
    let end = stream::once(async {
        // What was sent before goes out in the meantime.
        tokio::task::yield_now().await;
        Err(io::Error::other("a secret"))
    });
    Body::from_stream(Box::pin(pieces.chain(end)))
}

#[handler]
fn fails() -> Result<StatusCode, onionskin::Error> {
    Err(io::Error::other("a secret"))?
}

#[handler]
fn panics() -> StatusCode {
    panic!("a secret")
}

#[middleware(before)]
fn refuses() -> Result<(), (StatusCode, &'static str)> {
    Err((StatusCode::IM_A_TEAPOT, "short and stout"))
}

fn set_up(client: TestClient) -> TestClient {
    client
        .default_header("host", "example.org")
        .default_header("x-forwarded-proto", "https")
        .follow_redirects(false)
}

macro_rules! cases {
    ($($name:literal $says:expr, [$($stage:expr),+ $(,)?];)+) => {
        vec![$({
            let gate = Gate::default();
            let app = || middleware_stack! {
                provide gate.clone();
                $(($stage),)+
                => routes {
                    GET "/page" => page,
                    GET "/nothing" => nothing,
                    GET "/starts-over" => starts_over,
                    GET "/unchanged" => unchanged,
                    GET "/switches" => switches,
                    GET "/streams" => streams,
                    GET "/breaks-off" => breaks_off,
                    GET "/fails" => fails,
                    GET "/panics" => panics,
                    "/early" => { refuses, => page }
                }
            };
            Case {
                name: $name,
                says: $says,
                clients: [
                    set_up(TestClient::new(app())),
                    set_up(TestClient::over_socket(app()).await),
                ],
                gate,
            }
        }),+]
    };
}

/// Every built-in stage, alone but for those that it borrows from.
fn every_stage() -> Pin<Box<dyn Future<Output = Vec<Case>>>> {
    Box::pin(cases())
}

async fn cases() -> Vec<Case> {
    let proxies = || ProxyHeaders::new().trust(["127.0.0.0/8"]);
    let hosts = || TrustedHost::new().allow(["example.org"]);
    let sessions = || Sessions::<u64>::new(MemoryStore::new());
    let fetch = || Cors::new().allow_origin("https://example.com");
    let binding = || SessionBinding::<u64>::new([7; 32]);
    #[allow(unused_mut, reason = "the codings are a feature")]
    let mut cases = cases! {
        "RequestIds" Some("x-request-id"), [RequestIds::new()];
        "Trace" None, [Trace::new()];
        "AccessLog" None, [AccessLog::new()];
        "Timing" Some("server-timing"), [Timing::new().server_timing(true)];
        "ProxyHeaders" None, [proxies()];
        "TrustedHost" None, [proxies(), hosts()];
        "HttpsRedirect" None, [proxies(), hosts(), HttpsRedirect::new()];
        "TrustedReferrer" None, [proxies(), TrustedReferrer::new()];
        "Cors" Some("vary"), [fetch()];
        "SecurityHeaders" Some("x-content-type-options"), [SecurityHeaders::new()];
        "Csp" None, [Csp::new()];
        "FrameOptions" Some("x-frame-options"), [FrameOptions::new()];
        "Hsts" Some("strict-transport-security"), [proxies(), Hsts::new()];
        "Csrf" None, [proxies(), Csrf::new()];
        "Sessions" None, [sessions()];
        "SessionBinding" None, [proxies(), sessions(), binding()];
        "CsrfTokens" None, [sessions(), CsrfTokens::<u64>::new()];
        "BodyLimit" None, [BodyLimit::new()];
        "Timeout" None, [Timeout::new()];
        "ConcurrencyLimit" None, [ConcurrencyLimit::new()];
        "ServerError" None, [ServerError::new()];
        "all that are recommended" Some("x-request-id"), [
            recommended().hosts(["example.org"]).trust_proxies(["127.0.0.0/8"]).stages()
        ];
    };
    #[cfg(feature = "compression")]
    cases.extend(cases! {
        "Compression" None, [Compression::new()];
        "Decompression" None, [Decompression::new()];
    });
    #[cfg(feature = "messagepack")]
    cases.extend(cases! { "MessagePack" None, [MessagePack::new()]; });
    cases
}

/// Asserts that a stage says what it has to say, once.
fn assert_said(case: &Case, response: &TestResponse, what: &str) {
    // An answer that is none yet belongs to another protocol.
    if let Some(said) = case.says.filter(|_| response.status() != 101) {
        let times = response.headers().get_all(said).iter().count();
        assert_eq!(
            times, 1,
            "{} says `{said}` {times} times on {what}",
            case.name
        );
    }
}

/// Whether something in the stack answers for a panic, and not the last resort above all stages.
fn answers_for_panics(case: &Case) -> bool {
    ["ServerError", "all that are recommended"].contains(&case.name)
}

fn names(response: &TestResponse) -> BTreeSet<&str> {
    let names = response.headers().keys().map(HeaderName::as_str);
    // Whether the length is known depends on the way, and a body that is not sent is not coded.
    let of_the_body = [
        "content-length",
        "transfer-encoding",
        "content-encoding",
        "date",
    ];
    names.filter(|name| !of_the_body.contains(name)).collect()
}

#[tokio::test]
async fn the_answer_to_head_is_that_of_get_without_its_body() {
    for case in every_stage().await {
        for client in &case.clients {
            for path in ["/page", "/fails", "/panics"] {
                for accepted in ["identity", "gzip"] {
                    let get = client.get(path).header("accept-encoding", accepted).await;
                    let head = client.head(path).header("accept-encoding", accepted).await;
                    let what = format!("HEAD {path} of {}", case.name);
                    assert_eq!(head.status(), get.status(), "{what}");
                    assert_eq!(names(&head), names(&get), "{what}");
                    assert_eq!(head.bytes().await, Bytes::new(), "{what}");
                    if let (Some(length), None) = (
                        head.header("content-length"),
                        get.header("content-encoding"),
                    ) {
                        assert_eq!(length, get.bytes().await.len().to_string(), "{what}");
                    }
                    if path != "/panics" || answers_for_panics(&case) {
                        assert_said(&case, &head, &what);
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn an_answer_without_a_body_stays_one() {
    for case in every_stage().await {
        let [in_process, over_socket] = &case.clients;
        for (client, path, status) in [
            (in_process, "/nothing", 204),
            (in_process, "/starts-over", 205),
            (in_process, "/unchanged", 304),
            (in_process, "/switches", 101),
            (over_socket, "/nothing", 204),
            (over_socket, "/unchanged", 304),
        ] {
            let asked = client.get(path).header("accept-encoding", "gzip, br");
            let response = asked.await;
            let what = format!("{status} of {}", case.name);
            response
                .assert_status(status)
                .assert_header("x-own", "kept");
            for name in [
                "content-length",
                "content-type",
                "content-encoding",
                "transfer-encoding",
            ] {
                assert_eq!(response.header(name), None, "{what} has `{name}`");
            }
            let tag = (status == 304).then_some("\"one\"");
            assert_eq!(response.header("etag"), tag, "{what}");
            assert_said(&case, &response, &what);
            assert_eq!(response.bytes().await, Bytes::new(), "{what}");
        }
    }
}

#[tokio::test]
async fn a_stream_flows_and_its_trailers_follow() {
    for case in every_stage().await {
        for client in &case.clients {
            let asked = client.get("/streams").header("te", "trailers");
            let mut response = asked.await;
            let what = format!("a stream through {}", case.name);
            assert_said(&case, &response, &what);
            // It would wait here for ever for a stage that holds the first piece back.
            let first = tokio::time::timeout(Duration::from_secs(30), response.chunk());
            let first = first
                .await
                .unwrap_or_else(|_| panic!("{what} is held back"));
            assert_eq!(first.unwrap(), "one ", "{what}");
            case.gate.0.notify_one();
            assert_eq!(response.chunk().await.unwrap(), "two", "{what}");
            assert_eq!(response.chunk().await, None, "{what}");
            let trailers = response.trailers().unwrap_or_else(|| panic!("{what}"));
            assert_eq!(trailers["etag"], "\"two\"", "{what}");
        }
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_has_no_valid_end() {
    for case in every_stage().await {
        for client in &case.clients {
            for accepted in ["identity", "gzip"] {
                let asked = client
                    .get("/breaks-off")
                    .header("accept-encoding", accepted);
                let response = asked.await;
                assert!(
                    response.try_bytes().await.is_err(),
                    "a broken body through {}",
                    case.name
                );
                client.get("/page").await.assert_status(200);
            }
        }
    }
}

#[tokio::test]
async fn an_error_from_below_keeps_its_status_and_its_secrets() {
    for case in every_stage().await {
        for client in &case.clients {
            for (path, status) in [("/fails", 500), ("/panics", 500), ("/nowhere", 404)] {
                let response = client.get(path).await;
                let what = format!("{path} through {}", case.name);
                response.assert_status(status);
                if path != "/panics" || answers_for_panics(&case) {
                    assert_said(&case, &response, &what);
                }
                let text = response.text().await;
                assert!(!text.contains("secret"), "{what}: {text}");
                client.get("/page").await.assert_status(200);
            }
        }
    }
}

#[tokio::test]
async fn an_early_answer_from_below_is_an_answer() {
    for case in every_stage().await {
        for client in &case.clients {
            let response = client.get("/early").await;
            response.assert_status(418);
            assert_said(&case, &response, "an early answer");
            assert_eq!(response.text().await, "short and stout", "{}", case.name);
        }
    }
}
