//! onionskin's stages.

use std::{
    hint::black_box,
    net::{Ipv4Addr, SocketAddr},
    pin::pin,
    process::exit,
    sync::Arc,
};

use http::request::Builder;
use onionskin::{
    Application, Compression, Connection, Csrf, CsrfTokens, Decompression, HttpsRedirect,
    MemoryStore, MessagePack, Peer, RequestIds, ServerError, SessionBinding, Sessions, Timing,
    TrustedHost, TrustedReferrer, prelude::*,
};
use onionskin_benches::contender::runtime;

use crate::case::{Case, LONG, SHOP, apart, browser, from, get, health, made, preflight};

/// A stage that does nothing is above what is counted, and one below: what is counted is a stage among stages.
macro_rules! cases {
    ($($name:literal over $over:literal: $request:expr, { $($stages:tt)* } $handler:ident;)+) => {
        pub(crate) const CASES: &[Case] = &[$(Case {
            name: $name,
            over: $over,
            run: |calls| run(
                middleware_stack! { above {}, $($stages)* below {}, => $handler },
                || $request,
                calls,
            ),
        }),+];
    };
}

cases! {
    "nothing" over "": get(), {} page;
    "long" over "": get(), {} long;
    "image" over "": get().header("accept-encoding", "gzip"), {} image;
    "preflight" over "": preflight(), {} page;
    "post" over "": get().method("POST"), {} page;
    "a browser" over "": browser(), {} page;
    "client of a browser" over "": browser(), { ProxyHeaders::new(), } page;
    "client" over "": get(), { ProxyHeaders::new(), } page;
    "client by https" over "": get().header("x-forwarded-for", "203.0.113.7").header("x-forwarded-proto", "https"),
        { ProxyHeaders::new().trust(["127.0.0.1"]), } page;
    "host" over "": get(), { ProxyHeaders::new(), hosts(), } page;
    "health" over "": health(), { ProxyHeaders::new(), hosts(), } page;
    "host by https" over "": get().header("x-forwarded-for", "203.0.113.7").header("x-forwarded-proto", "https"),
        { ProxyHeaders::new().trust(["127.0.0.1"]), hosts(), } page;
    "session" over "": get(), { ProxyHeaders::new(), sessions(), } page;
    "client of a form" over "": get().method("POST"), { ProxyHeaders::new(), } page;

    "a stage that does nothing" over "nothing": get(), { nothing {}, } page;
    "a hook that does nothing" over "nothing": get(), { no_hook {}, } page;
    "a stage that is switched off" over "nothing": get(), { None::<BodyLimit>, } page;
    "an error handler, no error" over "nothing": get(), { no_number {}, } page;
    "a page for 404, not needed" over "nothing": get(), { no_page {}, } page;
    "an async stage that looks at its response" over "nothing": get(), { looking {}, } page;
    "an async stage that edits its response" over "nothing": get(), { editing {}, } page;
    "a hook that may look at the request" over "nothing": get(), { looking_back {}, } page;
    "`Cors`, no `Origin`, any allowed" over "nothing": get(), { Cors::new().allow_any_origin(), } page;
    "`Cors`, no `Origin`, one allowed" over "nothing": get(), { cors(), } page;
    "`Cors`, no `Origin`, of sixteen headers" over "a browser": browser(), { Cors::new().allow_any_origin(), } page;
    "`Cors`, any allowed" over "nothing": from(SHOP), { Cors::new().allow_any_origin(), } page;
    "`Cors`, allowed" over "nothing": from(SHOP), { cors(), } page;
    "`Cors`, refused" over "nothing": from("https://elsewhere.example"), { cors(), } page;
    "`Cors`, preflight" over "preflight": preflight(), { cors(), } page;
    "one header" over "nothing": get(), { one_header {}, } page;
    "`FrameOptions`" over "nothing": get(), { FrameOptions::new(), } page;
    "`SecurityHeaders`, eleven headers" over "nothing": get(), { SecurityHeaders::new(), } page;
    "`SecurityHeaders`, all eleven set below" over "`SecurityHeaders`, eleven headers": get(),
        { SecurityHeaders::new(), SecurityHeaders::new(), } page;
    "`SecurityHeaders::api`, six headers" over "nothing": get(), { SecurityHeaders::api(), } page;
    "`Csp` with a nonce" over "nothing": get(), { Csp::new(), } page;
    "`Hsts`, http" over "client": get(), { ProxyHeaders::new(), Hsts::new(), } page;
    "client and hook" over "": get(), { ProxyHeaders::new(), no_hook {}, } page;
    "`Hsts`, http, beside a hook" over "client and hook": get(), { ProxyHeaders::new(), no_hook {}, Hsts::new(), } page;
    "`Hsts`, https" over "client by https":
        get().header("x-forwarded-for", "203.0.113.7").header("x-forwarded-proto", "https"),
        { ProxyHeaders::new().trust(["127.0.0.1"]), Hsts::new(), } page;
    "`ProxyHeaders`, nobody trusted" over "nothing": get(), { ProxyHeaders::new(), } page;
    "`ProxyHeaders`, words of a stranger" over "nothing": get().header("x-forwarded-for", "203.0.113.7"),
        { ProxyHeaders::new().trust(["10.0.0.0/8"]), } page;
    "`TrustedHost`, any" over "client": get(), { ProxyHeaders::new(), TrustedHost::new().allow_any(), } page;
    "`TrustedHost`" over "client": get(), { ProxyHeaders::new(), hosts(), } page;
    "`TrustedReferrer`" over "client": get(), { ProxyHeaders::new(), TrustedReferrer::new(), } page;
    "`HttpsRedirect`, https" over "host by https":
        get().header("x-forwarded-for", "203.0.113.7").header("x-forwarded-proto", "https"),
        { ProxyHeaders::new().trust(["127.0.0.1"]), hosts(), HttpsRedirect::new(), } page;
    "`HttpsRedirect`, off for this path" over "health": health(),
        { ProxyHeaders::new(), hosts(), HttpsRedirect::new().exempt(["/health"]), } page;
    "`Csrf`, a page" over "client": get(), { ProxyHeaders::new(), Csrf::new(), } page;
    "`Csrf`, a page, beside a hook" over "client and hook": get(), { ProxyHeaders::new(), no_hook {}, Csrf::new(), } page;
    "`Csrf`, a page, of sixteen headers" over "client of a browser": browser(), { ProxyHeaders::new(), Csrf::new(), } page;
    "`Csrf`, a form" over "client of a form": get().method("POST"),
        { ProxyHeaders::new(), Csrf::new(), } page;
    "`Sessions`, no cookie, not asked" over "client": get(), { ProxyHeaders::new(), sessions(), } page;
    "`SessionBinding`, no session" over "session": get(),
        { ProxyHeaders::new(), sessions(), SessionBinding::<u32>::new([7; 32]), } page;
    "`CsrfTokens`, a page" over "session": get(), { ProxyHeaders::new(), sessions(), CsrfTokens::<u32>::new(), } page;
    "`BodyLimit`" over "nothing": get(), { BodyLimit::new(), } page;
    "`Timeout`" over "nothing": get(), { Timeout::new(), } page;
    "`BodyLimit` beside a hook" over "a hook that does nothing": get(), { no_hook {}, BodyLimit::new(), } page;
    "`ConcurrencyLimit`" over "nothing": get(), { ConcurrencyLimit::new(), } page;
    "`Compression`, too small" over "nothing": get(), { Compression::new(), } page;
    "`Compression`, an image" over "image": get().header("accept-encoding", "gzip"), { Compression::new(), } image;
    "`Compression`, not asked for" over "long": get(), { Compression::new(), } long;
    "`Compression`, gzip of 4 KiB" over "long": get().header("accept-encoding", "gzip"),
        { Compression::new(), } long;
    "`Decompression`, not packed" over "nothing": get(), { Decompression::new(), } page;
    "`MessagePack`, not spoken" over "nothing": get(), { MessagePack::new(), } page;
    "`RequestIds`, the one that came" over "nothing": get().header("x-request-id", "4bf92f3577b34da6a3ce929d0e0e4736"),
        { RequestIds::new().trust_everyone(), } page;
    "`RequestIds`" over "nothing": get(), { RequestIds::new(), } page;
    "`ServerError`, no error" over "nothing": get(), { ServerError::new(), } page;
    "`Trace`, nobody listens" over "nothing": get(), { Trace::new(), } page;
    "`AccessLog`, nobody listens" over "nothing": get(), { AccessLog::new(), } page;
    "`Timing`, two stages below" over "one header": get(), { Timing::new(), one_header {}, } page;
    "`Timing`, its header" over "one header": get(), { Timing::new().server_timing(true), one_header {}, } page;
}

#[handler]
fn page() -> &'static str {
    "page"
}

#[handler]
fn long() -> &'static str {
    &LONG[..4096]
}

/// Text that says that it is an image.
#[handler]
fn image() -> ([(HeaderName, &'static str); 1], &'static str) {
    ([(header::CONTENT_TYPE, "image/png")], &LONG[..4096])
}

#[error_handler]
fn no_number(_: &std::num::ParseIntError) -> StatusCode {
    StatusCode::BAD_REQUEST
}

#[error_handler(404)]
fn no_page() -> &'static str {
    "no page"
}

#[middleware]
async fn above(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware]
async fn below(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware]
async fn nothing(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware(after)]
fn no_hook(res: &mut Response) {
    black_box(res);
}

#[middleware]
async fn looking(req: &mut Request, next: impl Next) -> Response {
    let mut res = next.run(&mut *req).await;
    if res.status() == StatusCode::NOT_FOUND && req.method() == Method::GET {
        res.headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    res
}

#[middleware]
async fn editing(req: &mut Request, next: impl Next) -> Response {
    next.run(req)
        .edit(|res| {
            if res.status() == StatusCode::NOT_FOUND {
                res.headers_mut()
                    .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            }
        })
        .await
}

#[middleware(after)]
fn looking_back(req: &Request, res: &mut Response) {
    if res.status() == StatusCode::NOT_FOUND && req.method() == Method::GET {
        res.headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// What `SetResponseHeader` does, as a user would write it.
#[middleware(after)]
fn one_header(res: &mut Response) {
    res.headers_mut()
        .entry(header::X_FRAME_OPTIONS)
        .or_insert_with(|| HeaderValue::from_static("DENY"));
}

fn cors() -> Cors {
    Cors::new()
        .allow_origin(SHOP)
        .allow_method("PUT")
        .allow_header("x-token")
        .allow_credentials()
}

fn hosts() -> TrustedHost {
    TrustedHost::new().allow(["example.org"])
}

fn sessions() -> Sessions<u32> {
    Sessions::new(MemoryStore::new())
}

fn run(app: impl Application, request: impl Fn() -> Builder, calls: usize) {
    let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 50_000));
    let connection = Arc::new(Connection::new(Peer::Tcp(peer), None, false));
    let mut requests = made(|| {
        let request = request().body(Body::empty());
        let mut request = request.expect("the request is well-formed");
        request.set_connection(&connection);
        request
    });
    runtime().block_on(async {
        for request in requests.iter_mut().take(calls) {
            let response = apart(pin!(app.respond(request))).await;
            let body = black_box(response).into_body().into_bytes(1 << 20).await;
            drop(black_box(body));
        }
        // Without running what is left of destructors.
        exit(0);
    });
}
