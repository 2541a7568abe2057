//! Our pages stand in the frames that may show them, and in no others.

use onionskin::prelude::*;

use super::{Site, Tab};

#[handler]
fn page() -> Html<&'static str> {
    Html("<p>ours</p>")
}

/// Shows a page in a frame.
#[handler]
fn frame(Query(of): Query<Vec<(String, String)>>) -> Html<String> {
    Html(format!("<iframe src='{}'></iframe>", of[0].1))
}

/// Tells what the frame of such a page shows.
async fn shown(framing: &Site, page: &str, tab: &Tab) -> String {
    tab.open(&framing.url(&format!("/frame?of={page}"))).await;
    let script =
        "return location.protocol === 'chrome-error:' ? 'nothing' : document.body.innerText";
    tab.run_in_frame(0, script)
        .await
        .as_str()
        .unwrap()
        .to_owned()
}

/// Asks whether a page shows in a frame of its own origin, and in one of another.
async fn shows(site: Site) -> (bool, bool) {
    let elsewhere = Site::of(middleware_stack! { => frame }).await;
    let tab = Tab::fresh().await;
    let own = shown(&site, &site.url("/page"), &tab).await;
    let foreign = shown(&elsewhere, &site.url("/page"), &tab).await;
    for shown in [&own, &foreign] {
        assert!(["ours", "nothing"].contains(&shown.as_str()), "{shown}");
    }
    (own == "ours", foreign == "ours")
}

#[tokio::test]
async fn a_page_without_protection_stands_in_any_frame() {
    let app = middleware_stack! { => routes { GET "/page" => page, GET "/frame" => frame } };
    assert_eq!(shows(Site::of(app).await).await, (true, true));
}

#[tokio::test]
async fn frames_are_refused_altogether() {
    let app = middleware_stack! {
        => routes {
            "/page" => { FrameOptions::new(), => page },
            GET "/frame" => frame,
        }
    };
    assert_eq!(shows(Site::of(app).await).await, (false, false));
}

#[tokio::test]
async fn frames_of_the_same_origin_can_be_allowed() {
    let app = middleware_stack! {
        => routes {
            "/page" => { FrameOptions::same_origin(), => page },
            GET "/frame" => frame,
        }
    };
    assert_eq!(shows(Site::of(app).await).await, (true, false));
}

#[tokio::test]
async fn the_security_headers_refuse_foreign_frames() {
    let app = middleware_stack! {
        => routes {
            "/page" => { SecurityHeaders::new(), => page },
            GET "/frame" => frame,
        }
    };
    assert!(!shows(Site::of(app).await).await.1);
}

#[tokio::test]
async fn frame_ancestors_alone_are_obeyed() {
    let policy = onionskin::ContentSecurityPolicy::nonces().frame_ancestors(["self"]);
    let app = middleware_stack! {
        => routes {
            "/page" => { Csp::new().policy(policy), => page },
            GET "/frame" => frame,
        }
    };
    assert_eq!(shows(Site::of(app).await).await, (true, false));
}
