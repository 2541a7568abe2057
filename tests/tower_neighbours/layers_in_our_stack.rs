//! Any layer of tower is a stage.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use futures_util::{StreamExt, stream};
use onionskin::{TestClient, prelude::*, tower::RestService};
use tokio::sync::Notify;
use tower::{Layer, Service, layer::layer_fn, service_fn};
use tower_http::{compression::CompressionLayer, timeout::TimeoutLayer, trace::TraceLayer};

use crate::trail::{Around, Trail};

struct Greeting(&'static str);

#[handler]
fn greet(greeting: &Greeting, req: &Request) -> String {
    format!("{} {}", greeting.0, req.uri().path()).repeat(100)
}

#[handler]
fn pieces() -> Body {
    Body::from_stream(stream::iter(["one", "three"].map(Ok::<_, Infallible>)))
}

#[tokio::test]
async fn the_trace_layer_sees_requests_responses_and_bodies() {
    let trail = Trail::default();
    let notes = || trail.clone();
    let (request, response, chunk, end) = (notes(), notes(), notes(), notes());
    let trace = TraceLayer::new_for_http()
        .on_request(move |req: &Request, _: &tracing::Span| {
            request.note(format!("request:{}", req.uri()));
        })
        .on_response(move |res: &Response, _: Duration, _: &tracing::Span| {
            response.note(format!("response:{}", res.status().as_u16()));
        })
        .on_body_chunk(move |data: &bytes::Bytes, _: Duration, _: &tracing::Span| {
            chunk.note(format!("chunk:{}", data.len()));
        })
        .on_eos(move |_: Option<&HeaderMap>, _: Duration, _: &tracing::Span| end.note("end"));
    let client = TestClient::over_socket(middleware_stack! {
        provide trail.clone();
        Around("a"), onionskin::tower::stage(trace), Around("b"),
        => pieces
    })
    .await;
    let res = client.get("/path?query").await;
    assert_eq!(res.text().await, "onethree");
    assert_eq!(
        trail.take(),
        "+a request:/path?query +b -b response:200 -a chunk:3 chunk:5 end"
    );
}

#[tokio::test]
async fn what_is_lent_above_a_layer_is_lent_below_it() {
    let app = || {
        middleware_stack! {
            provide Greeting("hello"), Trail::default();
            Around("a"), onionskin::tower::stage(CompressionLayer::new()), Around("b"),
            => greet
        }
    };
    for client in [TestClient::new(app()), TestClient::over_socket(app()).await] {
        let plain = client.get("/you").await.text().await;
        assert_eq!(plain, "hello /you".repeat(100));
        let res = client.get("/you").header("accept-encoding", "gzip").await;
        res.assert_header("content-encoding", "gzip");
        assert!(res.bytes().await.len() < 100);
    }
}

struct Tell<'a>(&'a Notify);

impl Drop for Tell<'_> {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[handler]
async fn never(dropped: &Arc<Notify>) -> StatusCode {
    let _tell = Tell(dropped);
    std::future::pending().await
}

#[tokio::test]
async fn a_layer_that_gives_up_drops_what_is_below_it() {
    let dropped = Arc::new(Notify::new());
    let short = Duration::from_millis(10);
    let timeout = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, short);
    let client = TestClient::new(middleware_stack! {
        provide Arc::clone(&dropped);
        onionskin::tower::stage(timeout),
        => never
    });
    client.get("/").await.assert_status(504);
    dropped.notified().await;
}

#[middleware(after)]
fn find(trail: &Trail, res: &mut Response) {
    if res.find_error::<tower::timeout::error::Elapsed>().is_some() {
        trail.note("elapsed");
    }
}

#[tokio::test]
async fn an_error_of_a_layer_is_a_500_that_keeps_it() {
    let found = Trail::default();
    let timeout = tower::timeout::TimeoutLayer::new(Duration::from_millis(10));
    let client = TestClient::new(middleware_stack! {
        provide found.clone(), Arc::new(Notify::new());
        find, onionskin::tower::stage(timeout),
        => never
    });
    let res = client.get("/").await;
    assert!(!res.assert_status(500).text().await.contains("timed out"));
    assert_eq!(found.take(), "elapsed");
}

#[tokio::test]
async fn a_layer_may_answer_by_itself() {
    let trail = Trail::default();
    let refuse = layer_fn(|_rest: RestService| {
        service_fn(|_: Request| async {
            let refused = http::Response::builder().status(403);
            Ok::<_, Infallible>(refused.body(Body::empty()).unwrap())
        })
    });
    let client = TestClient::new(middleware_stack! {
        provide trail.clone(), Greeting("hello");
        Around("a"), onionskin::tower::stage(refuse), Around("b"),
        => greet
    });
    client.get("/").await.assert_status(403);
    assert_eq!(trail.take(), "+a -a");
}

/// Asks the rest twice, and answers what it said the second time.
#[derive(Clone)]
struct Twice<S>(S);

impl<S> Service<Request> for Twice<S>
where
    S: Service<Request, Response = Response> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let mut rest = self.0.clone();
        Box::pin(async move {
            let mut again = Request::new(Body::empty());
            again.uri_mut().clone_from(request.uri());
            again.extensions_mut().clone_from(request.extensions());
            rest.call(request).await?;
            rest.call(again).await
        })
    }
}

#[tokio::test]
async fn a_layer_may_ask_the_rest_more_than_once() {
    let trail = Trail::default();
    let client = TestClient::new(middleware_stack! {
        provide trail.clone(), Greeting("hello");
        onionskin::tower::stage(layer_fn(Twice)), Around("b"),
        => greet
    });
    assert!(client.get("/").await.text().await.starts_with("hello /"));
    assert_eq!(trail.take(), "+b -b +b -b");
}

#[tokio::test]
async fn requests_that_run_at_once_are_not_mixed_up() {
    #[handler]
    async fn slowly(req: &Request) -> String {
        for _ in 0..req.uri().path().len() % 7 {
            tokio::task::yield_now().await;
        }
        req.uri().path().to_owned()
    }
    let client = TestClient::new(middleware_stack! {
        onionskin::tower::stage(TraceLayer::new_for_http()),
        onionskin::tower::stage(layer_fn(Twice)),
        => slowly
    });
    let answers: Vec<_> = stream::iter(0..200)
        .map(|number| {
            let path = format!("/{}", "x".repeat(number));
            let client = &client;
            async move { client.get(&path).await.text().await == path }
        })
        .buffer_unordered(50)
        .collect()
        .await;
    assert_eq!(answers.len(), 200);
    assert!(answers.into_iter().all(|same| same));
}

#[tokio::test]
async fn a_stack_of_layers_is_a_layer() {
    let both = tower::ServiceBuilder::new()
        .layer(TraceLayer::new_for_http())
        .layer(CompressionLayer::new());
    // The builder itself is a layer, too.
    let _: &dyn Layer<RestService, Service = _> = &both;
    let client = TestClient::new(middleware_stack! {
        provide Greeting("hello");
        onionskin::tower::stage(both),
        => greet
    });
    let res = client.get("/").header("accept-encoding", "gzip").await;
    res.assert_status(200)
        .assert_header("content-encoding", "gzip");
}
