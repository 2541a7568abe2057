//! Urlencoded forms, and what only looks like one.

use bytes::Bytes;
use futures_util::stream;
use onionskin::{TestClient, prelude::*};

use super::{URLENCODED, in_pieces};
use crate::csrf::{assert_refused, echo, guarded, shown_token, token, visitor};

#[tokio::test]
async fn the_field_of_a_urlencoded_form_is_found() {
    let client = visitor();
    let token = shown_token(&client).await;
    let letters: Vec<String> = token.bytes().map(|it| format!("%{it:02x}")).collect();
    let percent = letters.concat();
    for form in [
        format!("csrf_token={token}"),
        format!("a=1&b=%20&&csrf_token={token}&c"),
        format!("csrf%5ftoken={percent}"),
        format!("csrf_token={token}&csrf_token={token}"),
    ] {
        for size in [1, 7, 1000] {
            let sent = client
                .post("/")
                .header(
                    "content-type",
                    "Application/X-WWW-Form-urlencoded ;charset=utf-8",
                )
                .body(in_pieces(&form, size));
            assert_eq!(sent.await.assert_status(200).text().await, form);
        }
    }
}

#[tokio::test]
async fn a_form_without_the_right_token_is_refused() {
    let client = visitor();
    let token = shown_token(&client).await;
    for form in [
        String::new(),
        "a=1".to_owned(),
        "csrf_token".to_owned(),
        format!("csrf_token={}", &token[1..]),
        format!("csrf_token={token}&csrf_token=x"),
        format!("csrf_token=x&csrf_token={token}"),
        format!("csrf_token={token}%00"),
        format!("CSRF_TOKEN={token}"),
        format!("csrf_token={}", "%ff".repeat(64)),
    ] {
        let sent = client
            .post("/")
            .header("content-type", URLENCODED)
            .body(form);
        assert_refused(sent.await).await;
    }
}

#[tokio::test]
async fn what_only_looks_like_a_form_is_none() {
    let client = visitor();
    let token = shown_token(&client).await;
    for kind in [
        "application/x-www-form-urlencodedX",
        "text/application/x-www-form-urlencoded",
        "application/json",
        "text/plain",
        "",
    ] {
        let form = format!("csrf_token={token}");
        let sent = client.post("/").header("content-type", kind).body(form);
        assert_refused(sent.await).await;
    }
}

#[tokio::test]
async fn a_token_in_a_header_goes_before_the_form() {
    let client = visitor();
    let token = shown_token(&client).await;
    let sent = client
        .post("/")
        .header("x-csrf-token", "x")
        .form(&[("csrf_token", &token)]);
    assert_refused(sent.await).await;
    let sent = client
        .post("/")
        .header("x-csrf-token", &token)
        .form(&[("csrf_token", "x")]);
    assert_eq!(sent.await.text().await, "csrf_token=x");
}

#[tokio::test]
async fn a_urlencoded_form_over_the_limit_is_413_announced_or_not() {
    let client = TestClient::new(guarded(CsrfTokens::new().form_bytes(100)));
    let token = shown_token(&client).await;
    let fits = format!("csrf_token={token}&{}", "x".repeat(24));
    assert_eq!(fits.len(), 100);
    for (form, status) in [(fits.clone(), 200), (fits + "x", 413)] {
        for body in [Body::from(form.clone()), in_pieces(&form, 9)] {
            let sent = client
                .post("/")
                .header("content-type", URLENCODED)
                .body(body);
            sent.await.assert_status(status);
        }
    }
}

#[tokio::test]
async fn a_visitor_without_anything_to_bind_a_token_to_has_no_form_read() {
    let client = visitor();
    let unread = Body::from_stream(stream::poll_fn(
        |_| -> std::task::Poll<Option<Result<Bytes, std::io::Error>>> {
            panic!("the form was read")
        },
    ));
    let sent = client
        .post("/")
        .header("content-type", URLENCODED)
        .body(unread);
    assert_refused(sent.await).await;
}

#[middleware(before)]
async fn reads_the_form(_: String) {}

#[tokio::test]
async fn a_form_that_a_stage_above_has_taken_is_the_programs_mistake() {
    let client = TestClient::new(middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        reads_the_form,
        CsrfTokens::<u64>::new(),
        => routes { GET "/token" => token, POST "/" => echo }
    });
    let shown = shown_token(&client).await;
    let sent = client.post("/").form(&[("csrf_token", &shown)]);
    sent.await.assert_status(500);
}
