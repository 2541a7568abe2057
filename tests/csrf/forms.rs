//! A token is found in a form, and the form arrives as it was sent.

use bytes::Bytes;
use futures_util::stream;
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};
use onionskin::{BodyError, TestClient, prelude::*, testing::TestServer};

use super::{assert_refused, echo, guarded, shown_token, token};
use crate::server::Raw;

const URLENCODED: &str = "application/x-www-form-urlencoded";
const BOUNDARY: &str = "----WebKitFormBoundaryAbC";

fn visitor() -> TestClient {
    TestClient::new(guarded(CsrfTokens::new()))
}

fn multipart() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// Writes a form of parts, each of which is a name and a value.
fn parts(parts: &[(&str, &str)]) -> String {
    let part = |(name, value): &(&str, &str)| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    let end = format!("--{BOUNDARY}--\r\n");
    let texts: Vec<String> = parts.iter().map(part).chain([end]).collect();
    texts.concat()
}

/// A body that comes in pieces of so many bytes, and whose length nobody knows.
fn in_pieces(text: &str, size: usize) -> Body {
    let pieces: Vec<_> = text
        .as_bytes()
        .chunks(size)
        .map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece)))
        .collect();
    Body::from_stream(stream::iter(pieces))
}

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
        => routes { GET "/token" => super::token, POST "/" => length }
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

#[tokio::test]
async fn trailers_come_after_the_form() {
    #[handler]
    async fn trailers(body: Body) -> String {
        let collected = body.collect().await.unwrap();
        let trailer = collected.trailers().unwrap()["x-sum"].clone();
        format!(
            "{}{}",
            collected.to_bytes().len(),
            trailer.to_str().unwrap()
        )
    }
    let app = middleware_stack! {
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new(),
        => routes { GET "/token" => super::token, POST "/" => trailers }
    };
    let client = TestClient::new(app);
    let token = shown_token(&client).await;
    let form = format!("csrf_token={token}");
    let length = form.len();
    let sum = HeaderMap::from_iter([(
        HeaderName::from_static("x-sum"),
        HeaderValue::from_static(" and a sum"),
    )]);
    let frames = [Ok(Frame::data(Bytes::from(form))), Ok(Frame::trailers(sum))];
    let body = StreamBody::new(stream::iter(frames.map(|it: Result<_, std::io::Error>| it)));
    let sent = client
        .post("/")
        .header("content-type", URLENCODED)
        .body(Body::new(body));
    assert_eq!(sent.await.text().await, format!("{length} and a sum"));
}

#[tokio::test]
async fn a_limit_on_bodies_counts_a_form_once() {
    let app = middleware_stack! {
        BodyLimit::new().bytes(100).ceiling(200),
        Sessions::<u64>::new(MemoryStore::new()),
        CsrfTokens::<u64>::new(),
        => routes {
            GET "/token" => super::token,
            POST "/" => echo,
            "/more" => { BodyLimit::new().bytes(200), => echo },
        }
    };
    let client = TestClient::new(app);
    let token = shown_token(&client).await;
    for (length, path, status) in [(100, "/", 200), (101, "/", 413), (100, "/more", 200)] {
        let form = format!("csrf_token={token}&{}", "x".repeat(length - 76));
        assert_eq!(form.len(), length);
        let sent = client
            .post(path)
            .header("content-type", URLENCODED)
            .body(in_pieces(&form, 10));
        sent.await.assert_status(status);
    }
    let form = parts(&[("csrf_token", &token), ("a", "")]);
    assert!(form.len() > 200);
    let sent = client
        .post("/more")
        .header("content-type", multipart())
        .body(in_pieces(&form, 10));
    sent.await.assert_status(413);
}

#[tokio::test]
async fn a_form_that_does_not_come_in_time_is_408() {
    let tokens = CsrfTokens::new().form_time(Duration::from_millis(10));
    let client = TestClient::new(guarded(tokens));
    let token = shown_token(&client).await;
    for kind in [URLENCODED.to_owned(), multipart()] {
        let silent = stream::pending::<Result<Bytes, std::io::Error>>();
        let sent = client
            .post("/")
            .header("content-type", kind)
            .body(Body::from_stream(silent));
        sent.await.assert_status(408);
    }
    let sent = client.post("/").form(&[("csrf_token", &token)]);
    sent.await.assert_status(200);
}

#[tokio::test]
async fn a_client_that_leaves_in_the_middle_of_a_form_ends_quietly() {
    let server = TestServer::start(guarded(CsrfTokens::new())).await;
    let client = server.client();
    let page = client.get("/token").await;
    let cookie = page
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    let token = page.text().await;
    let multipart = multipart();
    for (kind, form) in [
        (URLENCODED, "csrf_tok".to_owned()),
        (&multipart, format!("--{BOUNDARY}\r\nContent-Dispo")),
        (
            &multipart,
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"),
        ),
    ] {
        let mut leaver = Raw::connect(server.addr()).await;
        let head = format!(
            "POST / HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\ncontent-type: {kind}\r\n\
             content-length: 1000\r\n\r\n"
        );
        leaver.send(head + &form).await;
        drop(leaver);
        let sent = client
            .post("/")
            .header("cookie", cookie)
            .header("x-csrf-token", &token);
        sent.await.assert_status(200);
    }
    server.shutdown().await;
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
