//! One span for each request, in the words of OpenTelemetry.

use onionskin::{TestClient, prelude::*};
use tracing::Level;

use crate::log::{Log, Span};

#[handler]
fn user(Path(id): Path<u16>) -> Result<StatusCode, onionskin::Error> {
    match id {
        0 => panic!("now"),
        status => Ok(StatusCode::from_u16(status)?),
    }
}

#[middleware(before)]
fn admit() {}

fn client(trace: Trace) -> TestClient {
    TestClient::new(middleware_stack! {
        (trace),
        => routes {
            GET "/u/{id}" => user,
            "/shop" => { admit, => routes { "/{id}" => user } },
        }
    })
}

/// The fields of the one span, which is closed.
fn span(log: &Log) -> Span {
    let spans = log.spans();
    let [span] = &spans[..] else {
        panic!("{spans:#?}");
    };
    assert!(span.is_closed, "{span:?}");
    span.clone()
}

#[tokio::test]
async fn it_says_what_was_asked_and_what_was_answered() {
    let log = Log::here();
    client(Trace::new())
        .get("/u/200?code=x")
        .await
        .assert_status(200);
    let span = span(&log);
    assert_eq!(span.level, Level::INFO);
    assert_eq!(
        span.fields,
        "otel.name=\"GET /u/{id}\" otel.kind=\"server\" http.request.method=\"GET\" \
         http.route=\"/u/{id}\" url.path=\"/u/200\" server.address=\"localhost\" \
         network.peer.address=127.0.0.1 network.protocol.version=\"1.1\" \
         user_agent.original=\"onionskin-test-client\" url.scheme=\"https\" \
         client.address=127.0.0.1 http.response.status_code=200 http.response.body.size=0 "
    );
}

#[tokio::test]
async fn a_404_is_no_error_and_a_500_is() {
    for (path, status, error) in [
        ("/u/404", 404, None),
        ("/nowhere", 404, None),
        (
            "/u/500",
            500,
            Some("error.type=\"500\" otel.status_code=\"ERROR\" "),
        ),
        (
            "/u/503",
            503,
            Some("error.type=\"503\" otel.status_code=\"ERROR\" "),
        ),
        (
            "/u/1000",
            500,
            Some("error.type=\"500\" otel.status_code=\"ERROR\" onionskin.stage=\"user\" "),
        ),
    ] {
        let log = Log::here();
        client(Trace::new()).get(path).await.assert_status(status);
        let fields = span(&log).fields;
        assert!(
            fields.contains(&format!("http.response.status_code={status} ")),
            "{fields}"
        );
        match error {
            Some(error) => assert!(fields.contains(error), "{fields}"),
            None => assert!(
                !fields.contains("error.type") && !fields.contains("ERROR"),
                "{fields}"
            ),
        }
    }
}

#[tokio::test]
async fn a_panic_is_an_error_without_a_status() {
    let log = Log::here();
    client(Trace::new()).get("/u/0").await.assert_status(500);
    let fields = span(&log).fields;
    assert!(
        fields.ends_with("error.type=\"panic\" otel.status_code=\"ERROR\" "),
        "{fields}"
    );
}

#[tokio::test]
async fn a_method_that_nobody_knows_is_not_its_name() {
    let log = Log::here();
    let method = Method::from_bytes(b"BREW").unwrap();
    client(Trace::new())
        .request(method, "/nowhere")
        .await
        .assert_status(404);
    let fields = span(&log).fields;
    assert!(
        fields.starts_with("otel.name=\"_OTHER\" otel.kind=\"server\" http.request.method=\"_OTHER\" http.request.method_original=\"BREW\" "),
        "{fields}"
    );
}

#[tokio::test]
async fn a_query_is_recorded_when_asked_for_and_without_its_secrets() {
    let log = Log::here();
    client(Trace::new().query(true))
        .get("/u/200?a=1&access_token=x&sig=y")
        .await
        .assert_status(200);
    let fields = span(&log).fields;
    assert!(
        fields.contains("url.query=\"a=1&access_token=REDACTED&sig=REDACTED\" "),
        "{fields}"
    );
}

#[tokio::test]
async fn the_stages_on_the_way_are_recorded_when_asked_for() {
    for (path, way) in [
        ("/u/200", "Trace > user"),
        ("/shop/200", "Trace > admit > user"),
        ("/nowhere", "Trace"),
    ] {
        let log = Log::here();
        client(Trace::new().stages(true)).get(path).await;
        let fields = span(&log).fields;
        assert!(
            fields.contains(&format!("onionskin.stages=\"{way}\" ")),
            "{fields}"
        );
    }
}

#[tokio::test]
async fn a_trace_context_of_a_client_begins_nothing() {
    let log = Log::here();
    for parent in [
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-0-0-0",
        "nonsense",
    ] {
        let res = client(Trace::new())
            .get("/u/200")
            .header("traceparent", parent);
        res.await.assert_status(200);
    }
    for span in log.spans() {
        assert!(!span.fields.contains("4bf92f35"), "{span:?}");
    }
}

#[tokio::test]
async fn its_level_is_a_setting() {
    let log = Log::here();
    client(Trace::new().level(Level::DEBUG)).get("/u/200").await;
    assert_eq!(span(&log).level, Level::DEBUG);
}

#[tokio::test]
async fn the_span_is_open_until_the_last_byte() {
    #[handler]
    fn streams() -> Body {
        let pieces = ["one", "two"].map(Ok::<_, std::convert::Infallible>);
        Body::from_stream(futures_util::stream::iter(pieces))
    }
    let log = Log::here();
    let client = TestClient::new(middleware_stack! { Trace::new(), => streams });
    let res = client.get("/").await;
    assert!(!log.spans()[0].is_closed);
    assert_eq!(res.text().await, "onetwo");
    assert!(span(&log).fields.ends_with("http.response.body.size=6 "));
}
