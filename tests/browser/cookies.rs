//! Our cookies, as the browser keeps and sends them.

use onionskin::{SameSite, http::header::SET_COOKIE, prelude::*};

use super::{Site, Tab};

/// Sets a cookie of every kind.
#[handler]
fn set() -> Response {
    let cookie = |name: &'static str, same_site| {
        Cookie::build((name, "1"))
            .path("/")
            .secure(true)
            .http_only(name != "readable")
            .same_site(same_site)
            .build()
    };
    let mut response = Html("<p>set</p>").into_response();
    for cookie in [
        cookie("strict", SameSite::Strict),
        cookie("lax", SameSite::Lax),
        cookie("none", SameSite::None),
        cookie("readable", SameSite::Lax),
    ] {
        let value = HeaderValue::try_from(cookie.to_string()).unwrap();
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// Names the cookies that have come.
#[handler]
fn seen(req: &Request) -> String {
    let mut names: Vec<_> = req
        .cookies()
        .map(|cookie| cookie.name().to_owned())
        .collect();
    names.sort();
    names.join(" ")
}

#[handler]
async fn visit(visits: &Session<u64>) -> Result<Html<String>, SessionError> {
    let count = visits.update(|count| *count += 1).await?;
    Ok(Html(format!("<p>visit {count}</p>")))
}

/// A page with a form that leads there.
#[handler]
fn page(Query(to): Query<Vec<(String, String)>>) -> Html<String> {
    let to = &to[0].1;
    Html(format!(
        "<a href='{to}'>go</a><form action='{to}' method=post><button>send</button></form>"
    ))
}

async fn site() -> Site {
    let app = middleware_stack! {
        => routes {
            GET "/set" => set,
            GET "/seen" => seen,
            POST "/seen" => seen,
            GET "/page" => page,
        }
    };
    Site::of(app).await
}

#[tokio::test]
async fn a_session_lasts_from_one_request_to_the_next_and_no_script_sees_it() {
    let sessions = Sessions::<u64>::new(MemoryStore::new());
    let app = middleware_stack! { (sessions), => routes { GET "/" => visit } };
    let site = Site::of(app).await;
    let tab = Tab::fresh().await;
    tab.open(&site.url("/")).await;
    assert_eq!(tab.text().await, "visit 1");
    tab.open(&site.url("/")).await;
    assert_eq!(tab.text().await, "visit 2");
    assert_eq!(tab.text_of("return document.cookie").await, "");
    let [cookie] = tab.cookies().await.try_into().unwrap();
    assert_eq!(cookie["name"], "__Host-SESSION_ID");
    assert_eq!(cookie["httpOnly"], true);
    assert_eq!(cookie["secure"], true);
    assert_eq!(cookie["sameSite"], "Lax");
    assert_eq!(cookie["path"], "/");
    assert!(cookie["expiry"].is_null(), "it ends with the browser");
}

#[tokio::test]
async fn scripts_read_only_what_they_may() {
    let site = site().await;
    let tab = Tab::fresh().await;
    tab.open(&site.url("/set")).await;
    assert_eq!(tab.text_of("return document.cookie").await, "readable=1");
    assert_eq!(tab.cookies().await.len(), 4);
}

#[tokio::test]
async fn other_sites_make_the_browser_send_only_the_cookies_that_may_cross() {
    let site = site().await;
    let tab = Tab::fresh().await;
    tab.open(&site.url("/set")).await;
    tab.open(&site.url(&format!("/page?to={}", site.url("/seen"))))
        .await;
    tab.click("button").await;
    assert_eq!(tab.text().await, "lax none readable strict");

    let from_elsewhere = site.other_site(&format!("/page?to={}", site.url("/seen")));
    tab.open(&from_elsewhere).await;
    tab.click("a").await;
    assert_eq!(tab.text().await, "lax none readable");
    tab.open(&from_elsewhere).await;
    tab.click("button").await;
    assert_eq!(tab.text().await, "none");
}
