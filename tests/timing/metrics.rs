//! What is measured, as a recorder of the `metrics` crate gets it.

use std::convert::Infallible;

use futures_util::stream;
use metrics_util::{
    CompositeKey,
    debugging::{DebugValue, DebuggingRecorder, Snapshotter},
};
use onionskin::{TestClient, prelude::*};

#[middleware]
async fn around(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[handler]
async fn user(Path(id): Path<String>) -> StatusCode {
    match &*id {
        "panics" => panic!("now"),
        "waits" => std::future::pending().await,
        "fails" => StatusCode::BAD_GATEWAY,
        _ => StatusCode::OK,
    }
}

#[handler]
fn streams() -> Body {
    let pieces = ["one", "two"].map(Ok::<_, Infallible>);
    Body::from_stream(stream::iter(pieces))
}

#[handler]
fn breaks() -> Body {
    let pieces = [Ok("one"), Err(std::io::Error::other("disk"))];
    Body::from_stream(stream::iter(pieces))
}

fn app() -> impl Application {
    middleware_stack! {
        Timing::new(), around,
        => routes {
            "/u/{id}" => user,
            GET "/streams" => streams,
            GET "/breaks" => breaks,
        }
    }
}

/// The metrics of one name since the last look: their labels, and their values.
fn seen(snapshotter: &Snapshotter, name: &str) -> Vec<(String, Vec<f64>)> {
    let all = snapshotter.snapshot().into_vec().into_iter();
    let mut seen: Vec<_> = all
        .filter(|(key, ..)| key.key().name() == name)
        .map(|(key, _, _, value)| (labels(&key), values(value)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    seen.sort_by(|one, other| one.0.cmp(&other.0));
    seen
}

fn labels(key: &CompositeKey) -> String {
    let mut labels: Vec<String> = key
        .key()
        .labels()
        .map(|label| format!("{}={}", label.key(), label.value()))
        .collect();
    labels.sort();
    labels.join(" ")
}

fn values(value: DebugValue) -> Vec<f64> {
    match value {
        DebugValue::Counter(_) => panic!("nothing is counted"),
        DebugValue::Gauge(value) => vec![*value],
        DebugValue::Histogram(values) => values.into_iter().map(|value| *value).collect(),
    }
}

/// Runs it with a recorder of its own on this thread.
fn recorded<T>(run: impl Future<Output = T>) -> (Snapshotter, T) {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let done = metrics::with_local_recorder(&recorder, || runtime.block_on(run));
    (snapshotter, done)
}

const BASE: &str = "http.request.method=GET";

#[test]
fn the_labels_of_a_request_are_the_template_and_never_the_path() {
    let (seen_all, ()) = recorded(async {
        let client = TestClient::new(app());
        for path in ["/u/1", "/u/2", "/u/3", "/nowhere/1", "/nowhere/2"] {
            client.get(path).await;
        }
        let brew = Method::from_bytes(b"BREW").unwrap();
        client.request(brew, "/u/1").await.assert_status(200);
    });
    let rest = "network.protocol.version=1.1 url.scheme=https";
    let seen = seen(&seen_all, "http.server.request.duration");
    let counts: Vec<_> = seen
        .iter()
        .map(|(labels, values)| (labels.as_str(), values.len()))
        .collect();
    assert_eq!(
        counts,
        [
            (
                &*format!("{BASE} http.response.status_code=200 http.route=/u/{{id}} {rest}"),
                3
            ),
            (&*format!("{BASE} http.response.status_code=404 {rest}"), 2),
            (
                &*format!(
                    "http.request.method=_OTHER http.response.status_code=200 http.route=/u/{{id}} {rest}"
                ),
                1
            ),
        ]
    );
    // Seconds: none of these takes one.
    assert!(
        seen.iter()
            .flat_map(|(_, values)| values)
            .all(|taken| (0.0..1.0).contains(taken))
    );
}

#[test]
fn behind_a_proxy_the_scheme_is_that_of_the_client() {
    let (seen_all, ()) = recorded(async {
        let app = middleware_stack! {
            Timing::new(), ProxyHeaders::new().trust(["127.0.0.1"]),
            => routes { GET "/u/{id}" => user }
        };
        let client = TestClient::new(app).base_url("http://localhost");
        let asked = client.get("/u/1").header("x-forwarded-proto", "https");
        asked.await.assert_status(200);
    });
    let seen = seen(&seen_all, "http.server.request.duration");
    let [(labels, _)] = &seen[..] else {
        panic!("{seen:?}");
    };
    assert!(labels.ends_with(" url.scheme=https"), "{labels}");
}

#[test]
fn every_end_of_a_request_is_measured_and_nothing_stays_active() {
    let (seen_all, ()) = recorded(async {
        let client = TestClient::new(app());
        client.get("/u/fails").await.assert_status(502);
        client.get("/u/panics").await.assert_status(500);
        tokio::select! {
            biased;
            _ = client.get("/u/waits").send() => unreachable!("it waits"),
            () = tokio::task::yield_now() => {}
        }
        assert_eq!(client.get("/streams").await.text().await, "onetwo");
        drop(client.get("/streams").await);
        assert!(client.get("/breaks").await.try_bytes().await.is_err());
    });
    let errors: Vec<String> = seen(&seen_all, "http.server.request.duration")
        .into_iter()
        .map(|(labels, values)| {
            assert_eq!(values.len(), 1, "{labels}");
            let error = labels
                .split(' ')
                .find(|label| label.starts_with("error.type"));
            error.unwrap_or("none").to_owned()
        })
        .collect();
    let mut errors: Vec<&str> = errors.iter().map(String::as_str).collect();
    errors.sort_unstable();
    assert_eq!(
        errors,
        [
            "error.type=502",
            "error.type=aborted",
            "error.type=broken",
            "error.type=disconnected",
            "error.type=panic",
            "none",
        ]
    );
}

#[test]
fn requests_are_active_until_their_last_byte() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    metrics::with_local_recorder(&recorder, || {
        runtime.block_on(async {
            let active = || seen(&snapshotter, "http.server.active_requests");
            let res = TestClient::new(app()).get("/streams").await;
            let labels = format!("{BASE} url.scheme=https");
            assert_eq!(active(), [(labels.clone(), vec![1.0])]);
            drop(res.bytes().await);
            // A look takes what was there, so this is the difference.
            assert_eq!(active(), [(labels, vec![-1.0])]);
        });
    });
}

#[test]
fn every_stage_has_a_histogram_also_when_it_panics() {
    let (seen_all, ()) = recorded(async {
        let client = TestClient::new(app());
        client.get("/u/1").await.assert_status(200);
        client.get("/u/panics").await.assert_status(500);
    });
    let stages: Vec<_> = seen(&seen_all, "onionskin.stage.duration")
        .into_iter()
        .map(|(labels, values)| (labels, values.len()))
        .collect();
    let expected = [("around", 2), ("user", 2)];
    let expected = expected.map(|(stage, count)| (format!("onionskin.stage={stage}"), count));
    assert_eq!(stages, expected);
}

#[test]
fn sizes_are_bytes_and_the_head_has_a_time_of_its_own() {
    let (seen_all, ()) = recorded(async {
        let client = TestClient::new(app());
        let streamed = client.get("/streams").await;
        assert_eq!(streamed.text().await, "onetwo");
        let put = client.put("/u/1").body("12345678").await;
        put.assert_status(200);
        client.get("/u/panics").await.assert_status(500);
    });
    let all = seen_all.snapshot().into_vec();
    let of = |name: &str| {
        let found = all.iter().filter(|(key, ..)| key.key().name() == name);
        let mut values: Vec<f64> = found
            .flat_map(|(.., value)| match value {
                DebugValue::Histogram(values) => values.iter().map(|value| **value).collect(),
                _ => Vec::new(),
            })
            .collect();
        values.sort_by(f64::total_cmp);
        values
    };
    assert_eq!(of("http.server.response.body.size"), [0.0, 6.0]);
    assert_eq!(of("http.server.request.body.size"), [8.0]);
    // A panic has no head here, but a duration all the same.
    assert_eq!(of("onionskin.head.duration").len(), 2);
    assert_eq!(of("http.server.request.duration").len(), 3);
}
