//! Scripts of other origins read what `Cors` lets them read, and nothing else.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use onionskin::{http::header::SET_COOKIE, prelude::*};

use super::{Site, Tab};

#[handler]
fn empty() -> Html<&'static str> {
    Html("<p>page</p>")
}

/// Tells which cookies have come, and sets one.
#[handler]
fn api(req: &Request) -> Response {
    let cookies = req.header("cookie").unwrap_or("none").to_owned();
    cookies
        .into_response()
        .with_header(SET_COOKIE, HeaderValue::from_static("a=b; Path=/"))
        .with_header(
            HeaderName::from_static("x-total"),
            HeaderValue::from_static("7"),
        )
}

/// Counts what is not a preflight.
#[derive(Clone, Default)]
struct Served(Arc<AtomicUsize>);

#[middleware(before)]
impl Served {
    fn before(&self) {
        self.0.fetch_add(1, Relaxed);
    }
}

/// Somebody's page, and an interface that is asked from there.
struct Pair {
    page: String,
    api: String,
    served: Served,
    _sites: [Site; 2],
}

impl Pair {
    /// `cors` makes the stage of the origin of the page.
    async fn of(cors: impl FnOnce(&str) -> Cors) -> Self {
        let page = Site::of(middleware_stack! { => empty }).await;
        let origin = page.url("");
        let served = Served::default();
        let app = middleware_stack! { cors(&origin), (served.clone()), => api };
        let api = Site::of(app).await;
        Self {
            page: page.url("/"),
            api: api.url("/"),
            served,
            _sites: [page, api],
        }
    }

    /// Fetches with these options; gives the text, or `refused`.
    fn fetching(&self, options: &str) -> String {
        format!(
            "return fetch('{}', {options}).then(it => it.text(), () => 'refused')",
            self.api
        )
    }

    /// How many requests have come through.
    fn take(&self) -> usize {
        self.served.0.swap(0, Relaxed)
    }
}

const PUT: &str = "{ method: 'PUT', headers: { 'X-Token': '1' } }";

#[tokio::test]
async fn an_origin_that_is_allowed_reads_the_answer() {
    let pair = Pair::of(|origin| Cors::new().allow_origin(origin)).await;
    let tab = Tab::fresh().await;
    tab.open(&pair.page).await;
    assert_eq!(tab.run(&pair.fetching("{}")).await, "none");
    assert_eq!(pair.take(), 1);
}

#[tokio::test]
async fn an_origin_that_is_not_allowed_reads_nothing() {
    let pair = Pair::of(|_| Cors::new().allow_origin("https://example.org")).await;
    let tab = Tab::fresh().await;
    tab.open(&pair.page).await;
    assert_eq!(tab.run(&pair.fetching("{}")).await, "refused");
    assert_eq!(pair.take(), 1, "simple requests arrive all the same");
}

#[tokio::test]
async fn a_preflight_that_is_allowed_lets_the_request_come() {
    let pair = Pair::of(|origin| {
        Cors::new()
            .allow_origin(origin)
            .allow_methods(["PUT"])
            .allow_headers(["x-token"])
    })
    .await;
    let tab = Tab::fresh().await;
    tab.open(&pair.page).await;
    assert_eq!(tab.run(&pair.fetching(PUT)).await, "none");
    assert_eq!(pair.take(), 1);
}

#[tokio::test]
async fn a_preflight_that_is_refused_lets_nothing_come() {
    for strict in ["origin", "method", "header"] {
        let pair = Pair::of(|origin| match strict {
            "origin" => Cors::new()
                .allow_origin("https://example.org")
                .allow_methods(["PUT"])
                .allow_headers(["x-token"]),
            "method" => Cors::new().allow_origin(origin).allow_headers(["x-token"]),
            _ => Cors::new().allow_origin(origin).allow_methods(["PUT"]),
        })
        .await;
        let tab = Tab::fresh().await;
        tab.open(&pair.page).await;
        assert_eq!(tab.run(&pair.fetching(PUT)).await, "refused", "{strict}");
        assert_eq!(pair.take(), 0, "{strict}");
    }
}

#[tokio::test]
async fn credentials_come_only_where_they_are_allowed() {
    let included = "{ credentials: 'include' }";
    let pair = Pair::of(|origin| Cors::new().allow_origin(origin).allow_credentials()).await;
    let tab = Tab::fresh().await;
    tab.open(&pair.page).await;
    assert_eq!(tab.run(&pair.fetching(included)).await, "none");
    assert_eq!(tab.run(&pair.fetching(included)).await, "a=b");
    assert_eq!(tab.run(&pair.fetching("{}")).await, "none");
    drop(tab);

    let pair = Pair::of(|origin| Cors::new().allow_origin(origin)).await;
    let tab = Tab::fresh().await;
    tab.open(&pair.page).await;
    assert_eq!(tab.run(&pair.fetching(included)).await, "refused");
    assert_eq!(tab.run(&pair.fetching("{}")).await, "none");
}

#[tokio::test]
async fn headers_are_read_only_where_they_are_exposed() {
    for (exposed, seen) in [(true, "7"), (false, "hidden")] {
        let pair = Pair::of(|origin| {
            let cors = Cors::new().allow_origin(origin);
            if exposed {
                cors.expose_headers(["x-total"])
            } else {
                cors
            }
        })
        .await;
        let tab = Tab::fresh().await;
        tab.open(&pair.page).await;
        let script = format!(
            "return fetch('{}').then(it => it.headers.get('x-total') ?? 'hidden')",
            pair.api
        );
        assert_eq!(tab.run(&script).await, seen);
    }
}
