//! Which pages may show ours in a frame.

use std::panic::catch_unwind;

use onionskin::{FrameOptionsError, TestClient, prelude::*};

use super::{POLICY, ask, echo, names, values};

fn client(frames: FrameOptions) -> TestClient {
    TestClient::new(middleware_stack! { (frames), => echo })
}

#[tokio::test]
async fn nobody_may_unless_told() {
    let response = ask(&client(FrameOptions::new()), &[]).await;
    assert_eq!(values(&response, "x-frame-options"), ["DENY"]);
    assert_eq!(values(&response, POLICY), ["frame-ancestors 'none'"]);
    let response = ask(&client(FrameOptions::same_origin()), &[]).await;
    assert_eq!(values(&response, "x-frame-options"), ["SAMEORIGIN"]);
    assert_eq!(values(&response, POLICY), ["frame-ancestors 'self'"]);
}

#[tokio::test]
async fn what_a_handler_says_is_kept_and_not_contradicted() {
    let client = client(FrameOptions::new());
    for (said, frames, policy) in [
        (
            &["x-frame-options: SAMEORIGIN"][..],
            &["SAMEORIGIN"][..],
            &["frame-ancestors 'self'"][..],
        ),
        (
            &["x-frame-options: deny"],
            &["deny"],
            &["frame-ancestors 'none'"],
        ),
        (&["x-frame-options: whatever"], &["whatever"], &[]),
        (
            &["content-security-policy: img-src *; Frame-Ancestors https://a.example"],
            &[],
            &["img-src *; Frame-Ancestors https://a.example"],
        ),
    ] {
        let response = ask(&client, said).await;
        assert_eq!(values(&response, "x-frame-options"), frames);
        assert_eq!(values(&response, POLICY), policy);
    }
}

#[tokio::test]
async fn a_policy_that_does_not_speak_of_frames_is_completed() {
    let client = client(FrameOptions::new());
    for (said, policies) in [
        (
            &["default-src 'self'"][..],
            &["default-src 'self'; frame-ancestors 'none'"][..],
        ),
        (
            &["default-src 'self'; "],
            &["default-src 'self'; frame-ancestors 'none'"],
        ),
        (
            &["img-src *", "font-src *"],
            &["img-src *; frame-ancestors 'none'", "font-src *"],
        ),
        (&[";"], &[";", "frame-ancestors 'none'"]),
    ] {
        let said: Vec<_> = said.iter().map(|it| format!("{POLICY}: {it}")).collect();
        let said: Vec<_> = said.iter().map(String::as_str).collect();
        let response = ask(&client, &said).await;
        assert_eq!(values(&response, POLICY), policies);
    }
}

#[tokio::test]
async fn an_answer_that_is_none_yet_is_left_alone() {
    let app = middleware_stack! { FrameOptions::new(), => echo };
    let mut request = Request::new(Body::empty());
    request
        .headers_mut()
        .insert("x-status", HeaderValue::from_static("101"));
    assert!(
        !app.respond(&mut request)
            .await
            .headers()
            .contains_key("x-frame-options")
    );
}

#[tokio::test]
async fn errors_and_answers_without_a_body_are_protected_too() {
    let client = client(FrameOptions::new());
    for status in ["204", "302", "404", "500"] {
        let response = client.get("/").header("x-status", status).await;
        assert_eq!(names(&response), [POLICY, "x-frame-options"], "{status}");
    }
}

#[tokio::test]
async fn a_page_that_has_not_changed_keeps_the_policy_that_it_came_with() {
    let client = client(FrameOptions::new());
    let unchanged = |said: &'static str| {
        let request = client.get("/").header("x-status", "304");
        if said.is_empty() {
            request
        } else {
            request.header("x-answer", said)
        }
    };
    let response = unchanged("").await;
    assert_eq!(names(&response), ["x-frame-options"]);
    // A policy that is sent again is the same one that was sent with the page.
    let response = unchanged("content-security-policy: img-src *").await;
    assert_eq!(
        values(&response, POLICY),
        ["img-src *; frame-ancestors 'none'"]
    );
}

#[test]
fn what_browsers_do_not_understand_is_refused() {
    let read = |text: &str| serde_json::from_value::<FrameOptions>(text.into()).unwrap();
    assert_eq!(read("sameorigin"), FrameOptions::same_origin());
    assert_eq!(read("DENY").check(), Ok(()));
    let obsolete = "ALLOW-FROM https://a.example";
    let error = FrameOptionsError::Value(obsolete.to_owned());
    assert_eq!(read(obsolete).check(), Err(error));
    let refused = catch_unwind(|| drop(middleware_stack! { read(obsolete), => echo }));
    let sentence = *refused.unwrap_err().downcast::<String>().unwrap();
    assert!(
        sentence.contains("write `DENY` or `SAMEORIGIN`"),
        "{sentence}"
    );
}
