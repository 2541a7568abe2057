//! What each stage takes can be read by the page itself.

use onionskin::prelude::*;
use serde_json::Value;

use super::{Site, Tab};

#[middleware]
async fn admit(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[handler]
fn home() -> Html<&'static str> {
    Html("<p>home</p>")
}

#[handler]
fn data() -> &'static str {
    "data"
}

fn names(entries: &Value) -> Vec<&str> {
    let entries = entries.as_array().unwrap().iter();
    entries
        .inspect(|entry| assert!(entry["duration"].as_f64().unwrap() >= 0.0))
        .map(|entry| entry["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_performance_api_reads_the_stages_of_the_page_and_of_what_it_loads() {
    let app = middleware_stack! {
        Timing::new().server_timing(true),
        admit,
        => routes { GET "/" => home, GET "/data" => data }
    };
    let site = Site::of(app).await;
    let tab = Tab::fresh().await;
    tab.open(&site.url("/")).await;
    let page = tab
        .run("return performance.getEntriesByType('navigation')[0].serverTiming.map(it => it.toJSON())")
        .await;
    assert_eq!(names(&page), ["total", "admit", "home"]);
    let total = page[0]["duration"].as_f64().unwrap();
    let parts: f64 = (1..3)
        .map(|at| page[at]["duration"].as_f64().unwrap())
        .sum();
    assert!(total + 0.01 >= parts, "{page}");

    let resource = tab
        .run(
            "await fetch('/data').then(it => it.text());
             const entries = await new Promise(done => new PerformanceObserver(
                 list => done(list.getEntriesByName(location.origin + '/data'))
             ).observe({ type: 'resource', buffered: true }));
             return entries[0].serverTiming.map(it => it.toJSON())",
        )
        .await;
    assert_eq!(names(&resource), ["total", "admit", "data"]);
}

#[tokio::test]
async fn pages_of_other_origins_read_them_only_when_allowed() {
    let page = Site::of(middleware_stack! { => home }).await;
    for allowed in [true, false] {
        let cors = Cors::new().allow_origin(page.url(""));
        let cors = if allowed { cors.allow_timing() } else { cors };
        let app = middleware_stack! {
            (cors),
            Timing::new().server_timing(true),
            => routes { GET "/data" => data }
        };
        let site = Site::of(app).await;
        let tab = Tab::fresh().await;
        tab.open(&page.url("/")).await;
        let script = format!(
            "const url = '{}';
             await fetch(url).then(it => it.text());
             const entries = await new Promise(done => new PerformanceObserver(
                 list => done(list.getEntriesByName(url))
             ).observe({{ type: 'resource', buffered: true }}));
             return entries[0].serverTiming.length > 0",
            site.url("/data")
        );
        assert_eq!(tab.run(&script).await, allowed);
    }
}
