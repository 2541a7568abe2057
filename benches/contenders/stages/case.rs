//! Case: one stage, or none, over the handler.

use http::request::Builder;

/// How many requests every run makes; those that are not called are dropped, so that two runs differ in
/// nothing but the calls.
pub(crate) const MADE: u32 = 2_000;

/// One stage, or none, over the handler.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// The case without the stage.
    pub(crate) over: &'static str,
    /// Calls it so many times.
    pub(crate) run: fn(u32),
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

pub(crate) fn from(origin: &str) -> Builder {
    get().header("origin", origin)
}

pub(crate) fn preflight() -> Builder {
    from(SHOP)
        .method("OPTIONS")
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "x-token")
}
