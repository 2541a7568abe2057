//! tower-http's layers, over a tower service that answers what our handler does.

use std::{
    convert::Infallible,
    hint::black_box,
    pin::pin,
    process::exit,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::{
    HeaderName, HeaderValue, Method, Request, Response, StatusCode, header, request::Builder,
};
use http_body_util::{BodyExt, Collected, Full};
use onionskin_benches::contender::runtime;
use tower::{Layer, Service, ServiceBuilder, ServiceExt, layer::util::Identity, service_fn};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
    csrf::CsrfLayer,
    decompression::RequestDecompressionLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::case::{Case, LONG, SHOP, apart, browser, from, get, made, preflight};

/// A layer that does nothing is above what is counted, and one below, as on our side.
macro_rules! cases {
    ($($name:literal over $over:literal: $request:expr, $layer:expr, $page:expr;)+) => {
        pub(crate) const CASES: &[Case] = &[$(Case {
            name: $name,
            over: $over,
            run: |calls| run(
                Nothing(Layer::layer(&$layer, Nothing(service_fn($page)))),
                || $request,
                calls,
            ),
        }),+];
    };
}

cases! {
    "nothing" over "": get(), Identity::new(), page;
    "long" over "": get(), Identity::new(), long;
    "image" over "": get().header("accept-encoding", "gzip"), Identity::new(), image;
    "a browser" over "": browser(), Identity::new(), page;
    "preflight" over "": preflight(), Identity::new(), page;
    "post" over "": get().method("POST"), Identity::new(), page;

    "`Cors`, no `Origin`, any allowed" over "nothing": get(), CorsLayer::new().allow_origin(Any), page;
    "`Cors`, no `Origin`, one allowed" over "nothing": get(), cors(), page;
    "`Cors`, no `Origin`, of sixteen headers" over "a browser": browser(), CorsLayer::new().allow_origin(Any), page;
    "`Cors`, any allowed" over "nothing": from(SHOP), CorsLayer::new().allow_origin(Any), page;
    "`Cors`, allowed" over "nothing": from(SHOP), cors(), page;
    "`Cors`, refused" over "nothing": from("https://elsewhere.example"), cors(), page;
    "`Cors`, preflight" over "preflight": preflight(), cors(), page;
    "one header" over "nothing": get(), set("x-frame-options", "DENY"), page;
    "`FrameOptions`" over "nothing": get(), ServiceBuilder::new()
        .layer(set("x-frame-options", "DENY"))
        .layer(set("content-security-policy", "frame-ancestors 'none'")), page;
    "`SecurityHeaders`, eleven headers" over "nothing": get(), ServiceBuilder::new()
        .layer(set("content-security-policy", "default-src 'self'; frame-ancestors 'none'"))
        .layer(set("x-frame-options", "DENY"))
        .layer(set("x-content-type-options", "nosniff"))
        .layer(set("referrer-policy", "no-referrer"))
        .layer(set("cross-origin-opener-policy", "same-origin"))
        .layer(set("cross-origin-resource-policy", "same-origin"))
        .layer(set("origin-agent-cluster", "?1"))
        .layer(set("permissions-policy", "camera=(), microphone=()"))
        .layer(set("x-xss-protection", "0"))
        .layer(set("x-permitted-cross-domain-policies", "none"))
        .layer(set("x-dns-prefetch-control", "off")), page;
    "`SecurityHeaders::api`, six headers" over "nothing": get(), ServiceBuilder::new()
        .layer(set("content-security-policy", "default-src 'none'; frame-ancestors 'none'"))
        .layer(set("x-frame-options", "DENY"))
        .layer(set("x-content-type-options", "nosniff"))
        .layer(set("referrer-policy", "no-referrer"))
        .layer(set("cross-origin-resource-policy", "same-origin"))
        .layer(set("x-permitted-cross-domain-policies", "none")), page;
    "`Csrf`, a page" over "nothing": get(), CsrfLayer::new(), page;
    "`Csrf`, a page, of sixteen headers" over "a browser": browser(), CsrfLayer::new(), page;
    "`Csrf`, a form" over "post": get().method("POST"), CsrfLayer::new(), page;
    "`BodyLimit`" over "nothing": get(), RequestBodyLimitLayer::new(1 << 21), page;
    "`Timeout`" over "nothing": get(),
        TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)), page;
    "`ConcurrencyLimit`" over "nothing": get(), tower::limit::ConcurrencyLimitLayer::new(100), page;
    "`Compression`, too small" over "nothing": get(), CompressionLayer::new(), page;
    "`Compression`, an image" over "image": get().header("accept-encoding", "gzip"), CompressionLayer::new(), image;
    "`Compression`, not asked for" over "long": get(), CompressionLayer::new(), long;
    "`Compression`, gzip of 4 KiB" over "long": get().header("accept-encoding", "gzip"),
        CompressionLayer::new(), long;
    "`Decompression`, not packed" over "nothing": get(), RequestDecompressionLayer::new(), page;
    "`RequestIds`" over "nothing": get(), ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(PropagateRequestIdLayer::x_request_id()), page;
    "`ServerError`, no error" over "nothing": get(), CatchPanicLayer::new(), page;
    "`Trace`, nobody listens" over "nothing": get(), TraceLayer::new_for_http(), page;
}

async fn page<B>(_: Request<B>) -> Result<Response<Full<Bytes>>, Infallible> {
    Ok(text("page"))
}

async fn long<B>(_: Request<B>) -> Result<Response<Full<Bytes>>, Infallible> {
    Ok(text(&LONG[..4096]))
}

/// Text that says that it is an image.
async fn image<B>(_: Request<B>) -> Result<Response<Full<Bytes>>, Infallible> {
    Ok(of_type("image/png", &LONG[..4096]))
}

fn text(text: &'static str) -> Response<Full<Bytes>> {
    of_type("text/plain; charset=utf-8", text)
}

fn of_type(kind: &'static str, text: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(text));
    let kind = HeaderValue::from_static(kind);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// What a layer that does nothing makes of a service.
#[derive(Clone)]
struct Nothing<S>(S);

impl<S: Service<R>, R> Service<R> for Nothing<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> S::Future {
        self.0.call(request)
    }
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin([HeaderValue::from_static(SHOP)])
        .allow_methods([Method::GET, Method::PUT])
        .allow_headers([HeaderName::from_static("x-token")])
        .allow_credentials(true)
}

fn set(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}

fn run<S, B>(mut service: S, request: impl Fn() -> Builder, calls: usize)
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>>,
    B: http_body::Body,
{
    let requests = made(|| {
        let request = request().body(Full::default());
        request.expect("the request is well-formed")
    });
    runtime().block_on(async {
        let mut requests = requests.into_iter();
        for request in requests.by_ref().take(calls) {
            let Ok(ready) = service.ready().await else {
                panic!("the service is always ready");
            };
            let Ok(response) = apart(pin!(ready.call(request))).await else {
                panic!("the service always answers");
            };
            let body = black_box(response).into_body().collect().await;
            drop(black_box(body.map(Collected::to_bytes).ok()));
        }
        // Without running what is left of destructors.
        exit(0);
    });
}
