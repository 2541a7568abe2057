//! A body is taken once, within its limit.

use std::io;

use bytes::Bytes;
use futures_util::stream;
use http_body_util::BodyExt;
use onionskin::{Body, Form, FromRequest, Json, RequestExt};
use serde_json::Value;

use super::{FORM, JSON, post, refusal};

#[tokio::test]
async fn a_body_is_taken_as_bytes_as_text_and_as_a_stream() {
    let bytes = Bytes::from_request(&mut post("", "grün")).await.unwrap();
    assert_eq!(bytes, "grün");
    let text = String::from_request(&mut post("", "grün")).await.unwrap();
    assert_eq!(text, "grün");
    let body = Body::from_request(&mut post("", "grün")).await.unwrap();
    assert_eq!(body.collect().await.unwrap().to_bytes(), "grün");
}

#[tokio::test]
async fn text_that_is_not_utf8_is_a_400() {
    for bytes in [&b"\xff"[..], b"abc\xc3", b"\xed\xa0\x80"] {
        let (status, document) = refusal::<String>(post("text/plain", bytes)).await;
        assert_eq!(
            (status, &document["detail"]),
            (400, &"the body is not UTF-8".into())
        );
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_a_413_for_every_extractor() {
    let request = |content_type| {
        let mut request = post(content_type, format!("\"{}\"", "x".repeat(100)));
        request.set_body_limit(100);
        request
    };
    for (status, document) in [
        refusal::<Json<String>>(request(JSON)).await,
        refusal::<Form<Vec<(String, String)>>>(request(FORM)).await,
        refusal::<Bytes>(request(JSON)).await,
        refusal::<String>(request(JSON)).await,
    ] {
        assert_eq!(status, 413);
        assert_eq!(document["detail"], "the body is larger than 100 bytes");
    }
    let mut fits = request(JSON);
    fits.set_body_limit(102);
    assert!(Json::<String>::from_request(&mut fits).await.is_ok());
}

#[tokio::test]
async fn an_announced_length_over_the_limit_is_refused_unread() {
    let never = stream::poll_fn(|_| -> std::task::Poll<Option<io::Result<Bytes>>> {
        panic!("the body was read")
    });
    for length in ["2097153", "99999999999999999999", "18446744073709551615"] {
        let mut request = post(JSON, Body::empty());
        request
            .headers_mut()
            .insert("content-length", length.parse().unwrap());
        if length.parse::<u64>().is_err() {
            // Not a length: the server never lets it through, and here it counts as none.
            assert!(Bytes::from_request(&mut request).await.is_ok());
            continue;
        }
        assert_eq!(refusal::<Bytes>(request).await.0, 413);
    }
    let mut request = post(JSON, Body::from_stream(never));
    request
        .headers_mut()
        .insert("content-length", "2097153".parse().unwrap());
    assert_eq!(refusal::<Bytes>(request).await.0, 413);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_400() {
    let broken = stream::iter([Ok("{"), Err(io::Error::other("secret cable"))]);
    let (status, document) = refusal::<Json<Value>>(post(JSON, Body::from_stream(broken))).await;
    assert_eq!(status, 400);
    assert!(!document.to_string().contains("secret"));
}

#[tokio::test]
async fn a_body_is_taken_once_and_a_second_taker_is_the_programs_mistake() {
    for text in ["{}", ""] {
        let taken = || async {
            let mut request = post(JSON, text);
            assert!(Bytes::from_request(&mut request).await.is_ok());
            request
        };
        for (status, document) in [
            refusal::<Bytes>(taken().await).await,
            refusal::<String>(taken().await).await,
            refusal::<Json<Value>>(taken().await).await,
            refusal::<Body>(taken().await).await,
        ] {
            assert_eq!(status, 500);
            assert_eq!(document.get("detail"), None);
        }
    }
}
