//! What is not packed, whatever the client accepts.

use onionskin::{Coding, IntoResponse, TestClient, prelude::*};

use super::{Answer, answer, packing, text};
use crate::content::codings::{self, Dice, unpack};

#[tokio::test]
async fn a_body_that_is_small_or_unpackable_stays_and_says_nothing() {
    let client = packing(Compression::new(), || "ab");
    let res = client.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(res.header("content-encoding"), None);
    assert_eq!(res.header("vary"), None);
    assert_eq!(res.text().await, "ab");
}

#[tokio::test]
async fn bytes_that_become_no_smaller_are_sent_as_they_are() {
    let mut dice = Dice::new(1);
    let noise: Vec<u8> = (0..2000)
        .map(|_| u8::try_from(dice.below(256)).unwrap())
        .collect();
    let same = noise.clone();
    let client = packing(Compression::new(), move || {
        ([("content-type", "text/plain")], noise.clone())
    });
    for coding in codings::ALL {
        let res = client.get("/").header("accept-encoding", coding).await;
        assert_eq!(res.header("content-encoding"), None, "{coding}");
        res.assert_header("vary", "Accept-Encoding");
        assert_eq!(res.bytes().await, same);
    }
}

#[tokio::test]
async fn what_must_not_be_changed_is_not() {
    type Make = fn() -> Response;
    let untouched: [(&str, Make); 10] = [
        ("several parts", || {
            (StatusCode::PARTIAL_CONTENT, text()).into_response()
        }),
        ("a part", || {
            (
                StatusCode::PARTIAL_CONTENT,
                [("content-range", "bytes 0-3999/8000")],
                text(),
            )
                .into_response()
        }),
        ("a range by its header", || {
            ([("content-range", "bytes 0-3999/8000")], text()).into_response()
        }),
        ("nothing new", || {
            (StatusCode::NOT_MODIFIED, ()).into_response()
        }),
        ("nothing", || StatusCode::NO_CONTENT.into_response()),
        ("no-transform", || {
            ([("cache-control", "public, No-Transform")], text()).into_response()
        }),
        ("another coding", || {
            ([("content-encoding", "br")], text()).into_response()
        }),
        ("events", || {
            ([("content-type", "text/event-stream")], text()).into_response()
        }),
        ("an image", || {
            ([("content-type", "image/png")], text()).into_response()
        }),
        ("no type", || Body::from(text()).into_response()),
    ];
    for (what, make) in untouched {
        let client = packing(Compression::new(), make);
        let plain = make();
        let res = client.get("/").header("accept-encoding", "gzip").await;
        assert_eq!(res.status(), plain.status());
        assert_eq!(res.headers(), plain.headers(), "{what}");
        let body = plain.into_body().into_bytes(10_000).await.unwrap();
        assert_eq!(res.bytes().await, body, "{what}");
    }
}

#[tokio::test]
async fn identity_is_how_a_handler_opts_out() {
    let client = packing(Compression::new(), || {
        ([("content-encoding", "identity")], text())
    });
    let res = client.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(res.header("content-encoding"), None);
    assert_eq!(res.text().await, text());
}

#[tokio::test]
async fn nothing_is_packed_twice() {
    let client = TestClient::new(middleware_stack! {
        provide Answer(Box::new(|| text().into_response()));
        Compression::new(), Compression::new().codings([Coding::Gzip]),
        => answer
    });
    let res = client
        .get("/")
        .header("accept-encoding", "zstd, gzip")
        .await;
    res.assert_header("content-encoding", "gzip")
        .assert_header("vary", "Accept-Encoding");
    assert_eq!(unpack("gzip", &res.bytes().await), text().as_bytes());
}

#[tokio::test]
async fn types_and_exceptions_can_be_chosen() {
    let compression = Compression::new()
        .also("application/x-mine")
        .never("text/plain")
        .except(|req, _| req.uri().path() == "/except");
    let client = packing(compression, text);
    let res = client.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(res.header("content-encoding"), None);

    let client = packing(
        Compression::new()
            .also("application/x-mine")
            .except(|req, _| req.uri().path() == "/except"),
        || ([("content-type", "application/X-Mine;v=1")], text()),
    );
    let res = client.get("/").header("accept-encoding", "gzip").await;
    res.assert_header("content-encoding", "gzip");
    let res = client
        .get("/except")
        .header("accept-encoding", "gzip")
        .await;
    assert_eq!(res.header("content-encoding"), None);
}
