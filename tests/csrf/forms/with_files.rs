//! Forms with files: their token is found, and they come unchanged.

use onionskin::{BodyError, TestClient, prelude::*};

use super::{URLENCODED, in_pieces, multipart, parts};
use crate::csrf::{assert_refused, guarded, shown_token, visitor};

#[tokio::test]
async fn the_field_of_a_form_with_files_is_found_and_the_form_comes_unchanged() {
    for client in [
        visitor(),
        TestClient::over_socket(guarded(CsrfTokens::new())).await,
    ] {
        let token = shown_token(&client).await;
        let file = "\r\n--not the boundary\r\n".repeat(50);
        for form in [
            parts(&[("csrf_token", &token), ("file", &file)]),
            parts(&[("file", &file), ("csrf_token", &token), ("more", &file)]),
        ] {
            for size in [1, 13, 100_000] {
                let sent = client
                    .post("/")
                    .header("content-type", multipart())
                    .body(in_pieces(&form, size));
                assert_eq!(sent.await.assert_status(200).text().await, form);
            }
        }
    }
}

#[tokio::test]
async fn a_large_upload_passes_when_its_token_comes_first_and_only_then() {
    #[handler]
    async fn length(body: Body) -> Result<String, BodyError> {
        Ok(body.into_bytes(usize::MAX).await?.len().to_string())
    }
    let app = middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new(),
        => routes { GET "/token" => crate::csrf::token, POST "/" => length }
    };
    let client = TestClient::new(app);
    let token = shown_token(&client).await;
    let file = "x".repeat(10 * 1024 * 1024);
    let form = parts(&[("csrf_token", &token), ("file", &file)]);
    let sent = client
        .post("/")
        .header("content-type", multipart())
        .body(in_pieces(&form, 64 * 1024));
    assert_eq!(sent.await.text().await, form.len().to_string());

    let form = parts(&[("file", &file), ("csrf_token", &token)]);
    let sent = client
        .post("/")
        .header("content-type", multipart())
        .body(in_pieces(&form, 64 * 1024));
    sent.await.assert_status(413);
    let sent = client
        .post("/")
        .header("content-type", multipart())
        .header("x-csrf-token", &token)
        .body(form.clone());
    assert_eq!(sent.await.text().await, form.len().to_string());
}

#[tokio::test]
async fn malformed_forms_with_files_are_400() {
    let client = visitor();
    let token = shown_token(&client).await;
    let good = parts(&[("a", "1"), ("csrf_token", &token)]);
    let long = "b".repeat(71);
    for (kind, form) in [
        ("multipart/form-data", good.as_str()),
        ("multipart/form-data; boundary=", &good),
        (&format!("multipart/form-data; boundary={long}"), &good),
        (&multipart().to_lowercase(), &good),
        (&multipart(), ""),
        (&multipart(), "no boundary at all"),
        (&multipart(), &good[..good.len() / 3]),
        (
            &multipart(),
            &good.replace("name=", "nome=").replace("form-data", "\u{1}"),
        ),
    ] {
        let sent = client
            .post("/")
            .header("content-type", kind)
            .body(form.to_owned())
            .await;
        assert_eq!(sent.status(), 400, "{kind}: {form}");
    }
    let sent = client
        .post("/")
        .header("content-type", multipart())
        .body(good.clone());
    assert_eq!(sent.await.text().await, good);
}

#[tokio::test]
async fn a_file_is_no_token_and_too_long_a_field_neither() {
    let client = visitor();
    let token = shown_token(&client).await;
    let file = parts(&[("csrf_token", &token)])
        .replace("name=\"csrf_token\"", "name=\"csrf_token\"; filename=\"a\"");
    let long = parts(&[("csrf_token", &(token.clone() + "x"))]);
    let endless = parts(&[("csrf_token", &"x".repeat(1024 * 1024))]);
    for form in [file, long, endless] {
        let sent = client
            .post("/")
            .header("content-type", multipart())
            .body(in_pieces(&form, 1000));
        assert_refused(sent.await).await;
    }
}

#[tokio::test]
async fn more_than_a_thousand_fields_are_400() {
    let client = visitor();
    let token = shown_token(&client).await;
    for (fillers, status) in [(999, 200), (1000, 400)] {
        let form = "a=1&".repeat(fillers) + &format!("csrf_token={token}");
        let sent = client
            .post("/")
            .header("content-type", URLENCODED)
            .body(form);
        sent.await.assert_status(status);
        let mut fields = vec![("a", "1"); fillers];
        fields.push(("csrf_token", &token));
        let sent = client
            .post("/")
            .header("content-type", multipart())
            .body(parts(&fields));
        sent.await.assert_status(status);
    }
}
