//! Case: one stage, or none, over the handler.

use std::{hint::black_box, pin::Pin};

use http::request::Builder;

/// How many requests every run makes, whatever it calls.
const MADE: usize = 2_000;

/// One stage, or none, over the handler.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// The case without the stage.
    pub(crate) over: &'static str,
    /// Calls it so many times.
    pub(crate) run: fn(usize),
}

/// The origin that is allowed.
pub(crate) const SHOP: &str = "https://shop.example.org";

/// What both sides answer where the size matters.
pub(crate) const LONG: &str = include_str!("../../WORKLOADS.md");

/// What a browser sends.
pub(crate) fn get() -> Builder {
    http::Request::get("/")
        .header("host", "example.org")
        .header(
            "user-agent",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        )
        .header(
            "accept",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        )
        .header("accept-language", "en-US,en;q=0.5")
        .header("sec-fetch-site", "none")
}

/// What asks, every few seconds, whether we are alive.
pub(crate) fn health() -> Builder {
    http::Request::get("/health")
        .header("host", "example.org")
        .header("user-agent", "kube-probe/1.34")
        .header("accept", "*/*")
        .header("connection", "close")
}

/// All that a browser sends with a page: sixteen headers.
pub(crate) fn browser() -> Builder {
    get()
        .header("accept-encoding", "gzip, deflate, br, zstd")
        .header("sec-fetch-dest", "document")
        .header("sec-fetch-mode", "navigate")
        .header("sec-fetch-user", "?1")
        .header("sec-ch-ua", "\"Chromium\";v=\"140\"")
        .header("sec-ch-ua-mobile", "?0")
        .header("sec-ch-ua-platform", "\"Linux\"")
        .header("upgrade-insecure-requests", "1")
        .header("connection", "keep-alive")
        .header("cookie", "theme=dark")
        .header("priority", "u=0, i")
}

pub(crate) fn from(origin: &str) -> Builder {
    get().header("origin", origin)
}

pub(crate) fn preflight() -> Builder {
    from(SHOP)
        .method("OPTIONS")
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "x-token")
}

/// Makes all requests of a run at once: what a call allocates and frees is then alike from call to call, and
/// two runs differ in nothing but the calls.
pub(crate) fn made<R>(request: impl Fn() -> R) -> Vec<R> {
    std::iter::repeat_with(request).take(MADE).collect()
}

/// Awaits a call behind a pointer, so that every stack is a function of its own: otherwise those that one case
/// names alone would be built into the loop, and others not.
pub(crate) async fn apart<T>(call: Pin<&mut (dyn Future<Output = T> + '_)>) -> T {
    black_box(call).await
}
