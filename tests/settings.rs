//! Settings are parameters of the function and fields of its stage.

use onionskin::{TestClient, prelude::*};

#[middleware]
async fn limit(
    req: &mut Request,
    #[setting(default = 3)] most: usize,
    next: impl Next,
    #[setting(default = "too long".to_owned())] message: &str,
) -> Response {
    if req.uri().path().len() > most {
        return (StatusCode::URI_TOO_LONG, message.to_owned()).into_response();
    }
    next.run(req).await
}

#[middleware(before)]
fn only_from(#[setting] name: &'static str, req: &mut Request) -> Result<(), StatusCode> {
    if req.header("x-name") == Some(name) {
        Ok(())
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}

#[middleware(after)]
fn say(
    res: &mut Response,
    #[setting] words: &[&'static str],
    #[setting(default = HeaderName::from_static("x-said"))] header: HeaderName,
) {
    res.headers_mut()
        .insert(header, HeaderValue::from_str(&words.join(" ")).unwrap());
}

#[handler]
fn ok() -> &'static str {
    "ok"
}

#[tokio::test]
async fn a_bare_name_stands_for_the_defaults() {
    let client = TestClient::new(middleware_stack! { limit, => ok });
    client.get("/ab").await.assert_status(200);
    let res = client.get("/abc").await;
    res.assert_status(414);
    assert_eq!(res.text().await, "too long");
}

#[tokio::test]
async fn the_settings_that_are_given_win_over_the_defaults() {
    let client = TestClient::new(middleware_stack! { limit { most: 1 }, => ok });
    assert_eq!(client.get("/a").await.text().await, "too long");
    let client = TestClient::new(middleware_stack! {
        limit { message: "no".into(), most: 1 },
        => ok
    });
    assert_eq!(client.get("/a").await.text().await, "no");
}

#[tokio::test]
async fn a_setting_without_a_default_is_given_in_the_stack() {
    let client = TestClient::new(middleware_stack! { only_from { name: "ann" }, => ok });
    client
        .get("/")
        .header("x-name", "ann")
        .await
        .assert_status(200);
    client
        .get("/")
        .header("x-name", "bob")
        .await
        .assert_status(403);
}

#[tokio::test]
async fn settings_with_and_without_defaults_stand_together() {
    let words = vec!["one", "two"];
    let client = TestClient::new(middleware_stack! { say { words: words.clone() }, => ok });
    client.get("/").await.assert_header("x-said", "one two");
    let client = TestClient::new(middleware_stack! {
        say { header: HeaderName::from_static("x-told"), words },
        => ok
    });
    client.get("/").await.assert_header("x-told", "one two");
}

#[tokio::test]
async fn a_stage_with_all_its_settings_is_a_struct_like_any_other() {
    let stage = limit {
        most: 1,
        message: "made outside".to_owned(),
    };
    let client = TestClient::new(middleware_stack! { (stage), => ok });
    assert_eq!(client.get("/a").await.text().await, "made outside");
}

#[tokio::test]
async fn one_function_stands_in_two_stacks_with_settings_of_their_own() {
    let client = TestClient::new(middleware_stack! {
        => routes {
            "/a" => { limit { most: 3 }, => routes { GET "/{rest}" => ok } },
            "/b" => { limit { most: 5 }, => routes { GET "/{rest}" => ok } },
        }
    });
    client.get("/a/12").await.assert_status(414);
    client.get("/b/12").await.assert_status(200);
    client.get("/b/1234").await.assert_status(414);
}

#[tokio::test]
async fn values_of_settings_are_not_shown() {
    let app = middleware_stack! { only_from { name: "a secret" }, => ok };
    let shown = format!(
        "{} {app:?} {:?}",
        app.describe(),
        only_from { name: "a secret" }
    );
    assert!(
        shown.contains("set by name") && !shown.contains("a secret"),
        "{shown}"
    );
}
