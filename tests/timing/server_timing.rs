//! The `Server-Timing` header that browsers draw.

use onionskin::{TestClient, prelude::*};

#[middleware]
async fn around(req: &mut Request, next: impl Next) -> Response {
    next.run(req).await
}

#[middleware(after)]
fn own(res: &mut Response) {
    let cache = HeaderValue::from_static("cache;desc=hit");
    res.headers_mut().append("server-timing", cache);
}

#[handler]
fn r#type() -> &'static str {
    "ok"
}

/// The names and durations of an entry.
fn entries(header: &str) -> Vec<(&str, f64)> {
    let entry = |entry: &'_ str| -> Option<(usize, f64)> {
        let (name, duration) = entry.split_once(";dur=")?;
        Some((name.len(), duration.parse().ok()?))
    };
    header
        .split(", ")
        .map(|text| {
            let (length, duration) = entry(text).unwrap_or_else(|| panic!("{text}"));
            (&text[..length], duration)
        })
        .collect()
}

#[tokio::test]
async fn it_has_the_whole_and_each_stage() {
    let client = TestClient::new(middleware_stack! {
        Timing::new().server_timing(true), around,
        => r#type
    });
    for res in [client.get("/").await, client.head("/").await] {
        let entries = entries(res.header("server-timing").unwrap());
        let names: Vec<_> = entries.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["total", "around", "r#type"]);
        let [(_, total), stages @ ..] = &entries[..] else {
            unreachable!("there are three");
        };
        let sum: f64 = stages.iter().map(|(_, duration)| duration).sum();
        assert!(sum <= *total, "{entries:?}");
    }
}

#[tokio::test]
async fn it_stands_beside_what_a_stage_below_has_said() {
    let client = TestClient::new(middleware_stack! {
        Timing::new().server_timing(true), own,
        => r#type
    });
    let res = client.get("/").await;
    let all: Vec<_> = res.headers().get_all("server-timing").iter().collect();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0], "cache;desc=hit");
}

#[tokio::test]
async fn nobody_is_told_unless_asked_for() {
    let client = TestClient::new(middleware_stack! { Timing::new(), around, => r#type });
    assert_eq!(client.get("/").await.header("server-timing"), None);
}
