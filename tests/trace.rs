//! One span for each request, in the words of OpenTelemetry.

use onionskin::{
    TestClient, http,
    prelude::*,
    stages::{TraceError, TraceParent},
};
use tracing::Level;

use crate::{
    log::{Log, Span},
    mutations::Mutations,
};

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

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
async fn it_carries_the_id_of_the_request_whatever_its_header_is_called() {
    for name in ["x-request-id", "x-correlation-id"] {
        let log = Log::here();
        let client = TestClient::new(middleware_stack! {
            RequestIds::new().header(name), Trace::new(),
            => routes { GET "/u/{id}" => user }
        });
        let res = client.get("/u/200").await;
        let id = format!("onionskin.request_id=\"{}\" ", res.header(name).unwrap());
        let fields = span(&log).fields;
        assert!(fields.contains(&id), "{fields}");
    }
}

#[tokio::test]
async fn behind_a_proxy_the_scheme_is_that_of_the_client() {
    let log = Log::here();
    let app = middleware_stack! {
        Trace::new(), ProxyHeaders::new().trust(["127.0.0.1"]),
        => routes { GET "/u/{id}" => user }
    };
    let client = TestClient::new(app).base_url("http://localhost");
    let asked = client.get("/u/200").header("x-forwarded-proto", "https");
    asked.await.assert_status(200);
    let fields = span(&log).fields;
    assert!(fields.contains("url.scheme=\"https\" "), "{fields}");
    assert_eq!(fields.matches("url.scheme").count(), 1, "{fields}");
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
async fn the_trace_that_a_trusted_peer_names_is_recorded() {
    for trace in [
        Trace::new().trust(["127.0.0.0/8"]),
        Trace::new().trust_everyone(),
    ] {
        let log = Log::here();
        let res = client(trace).get("/u/200").header("traceparent", PARENT);
        res.await.assert_status(200);
        let fields = span(&log).fields;
        let expected = "trace_id=\"4bf92f3577b34da6a3ce929d0e0e4736\" \
                        parent_span_id=\"00f067aa0ba902b7\" trace_flags=\"01\" ";
        assert!(fields.contains(expected), "{fields}");
    }
    for trace in [Trace::new().trust(["192.0.2.1"]), Trace::new().trust_unix()] {
        let log = Log::here();
        let res = client(trace).get("/u/200").header("traceparent", PARENT);
        res.await.assert_status(200);
        assert!(!span(&log).fields.contains("trace_id"));
    }
}

#[tokio::test]
async fn two_traces_are_none() {
    let log = Log::here();
    let res = client(Trace::new().trust_everyone())
        .get("/u/200")
        .header("traceparent", PARENT)
        .header("traceparent", PARENT);
    res.await.assert_status(200);
    assert!(!span(&log).fields.contains("trace_id"));
}

#[test]
fn a_trace_parent_is_read_as_the_standard_says() {
    for good in [
        PARENT,
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-what-comes-later",
    ] {
        let parent: TraceParent = good.parse().expect(good);
        assert_eq!(parent.trace_id(), 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736);
        assert_eq!(parent.parent_id(), 0x00f0_67aa_0ba9_02b7);
        assert_eq!(parent.is_sampled(), good.as_bytes()[54] != b'0');
    }
    for bad in [
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bg-01",
        "0\u{e4}-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
    ] {
        assert!(bad.parse::<TraceParent>().is_err(), "{bad}");
    }
}

#[test]
fn a_child_belongs_to_the_trace_and_has_an_id_of_its_own() {
    let later = "07-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-x";
    let parent: TraceParent = later.parse().unwrap();
    assert_eq!(parent.to_string(), PARENT);
    let child = parent.child();
    assert_eq!(child.trace_id(), parent.trace_id());
    assert_ne!(child.parent_id(), parent.parent_id());
    let sent = HeaderValue::from(child);
    assert_eq!(sent.to_str().unwrap().parse(), Ok(child));
}

#[tokio::test]
async fn no_value_of_traceparent_brings_it_down_or_is_read_as_what_it_is_not() {
    let seeds = [
        PARENT,
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
    ];
    let mut read = 0;
    for value in Mutations::of(&seeds, "-0f1A ").take(10_000) {
        let request = http::Request::get("/").header("traceparent", &value);
        let request = request.body(Body::empty()).unwrap();
        if let Some(parent) = TraceParent::of(&request) {
            let said = &value.as_bytes()[2..52];
            assert_eq!(said, &parent.to_string().as_bytes()[2..52]);
            read += 1;
        }
    }
    assert!(read > 100, "the seeds themselves are read");
}

#[test]
fn settings_that_cannot_work_are_told_with_what_to_write() {
    let error = Trace::new().trust(["ten"]).check().unwrap_err();
    assert_eq!(error, TraceError::Network("ten".to_owned()));
    assert!(error.to_string().contains("10.0.0.0/8"));
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
