//! Packed requests are unpacked within limits; what cannot be is a clear 4xx.

mod bombs;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bytes::Bytes;
use futures_util::stream;
use http_body_util::BodyExt;
use onionskin::{Coding, Error, TestClient, prelude::*, testing::TestResponse};

use super::{
    codings::{self, Dice, pack},
    refusal,
};

#[handler]
fn echo(body: Bytes) -> Bytes {
    body
}

#[handler]
fn headers(req: &Request, body: String) -> String {
    let mut names: Vec<_> = req.headers().keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    format!("{} {}", names.join(","), body.len())
}

/// How many plain bytes came out.
#[derive(Clone, Default)]
struct Produced(Arc<AtomicUsize>);

/// Reads piece by piece, as much as there is.
#[handler]
async fn drain(produced: &Produced, mut body: Body) -> Result<String, Error> {
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(Error::from_boxed)?;
        length += frame.data_ref().map_or(0, Bytes::len);
        produced.0.store(length, Relaxed);
    }
    Ok(length.to_string())
}

fn echoing() -> TestClient {
    TestClient::new(middleware_stack! {
        BodyLimit::new().bytes(8 * 1024 * 1024), Decompression::new(),
        => echo
    })
}

async fn send(client: &TestClient, coding: &str, body: impl Into<Body>) -> TestResponse {
    let request = client.post("/").header("content-encoding", coding);
    request.body(body.into()).await
}

/// A body that comes in pieces of random sizes.
fn in_pieces(bytes: &[u8], dice: &mut Dice) -> Body {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let most = dice.of(&[1, 7, 100, 5000, 70_000]);
        let (piece, after) = rest.split_at((1 + dice.below(most)).min(rest.len()));
        pieces.push(Ok::<_, std::convert::Infallible>(piece.to_vec()));
        rest = after;
    }
    Body::from_stream(stream::iter(pieces))
}

#[tokio::test]
async fn what_is_below_sees_the_plain_body_and_its_headers() {
    let client =
        TestClient::over_socket(middleware_stack! { Decompression::new(), => headers }).await;
    for coding in codings::ALL {
        let res = send(&client, coding, pack(coding, &[b'x'; 5000])).await;
        assert_eq!(res.text().await, "host,user-agent 5000");
    }
    let res = client.post("/").body("plain").await;
    assert_eq!(res.text().await, "content-length,host,user-agent 5");
}

#[tokio::test]
async fn bodies_of_every_size_come_out_as_they_went_in_however_they_are_cut() {
    let client = echoing();
    let mut dice = Dice::new(11);
    let block = 16 * 1024;
    for coding in codings::ALL {
        for length in [
            0,
            1,
            100,
            block - 1,
            block,
            block + 1,
            2 * block,
            5 * block,
            300_000,
        ] {
            // Its beginning repeats itself, so that there is more output than input, and then less.
            let plain: Vec<u8> = (0..length)
                .map(|at| {
                    if at < length / 2 && at < 60_000 {
                        b'x'
                    } else {
                        u8::try_from(dice.below(256)).unwrap()
                    }
                })
                .collect();
            let packed = pack(coding, &plain);
            for body in [packed.clone().into(), in_pieces(&packed, &mut dice)] {
                let res = send(&client, coding, body).await;
                assert_eq!(res.status(), 200, "{coding} {length}");
                assert!(res.bytes().await == plain, "{coding} {length}");
            }
        }
    }
}

#[tokio::test]
async fn names_are_read_as_http_says() {
    let client = echoing();
    let gzip = pack("gzip", b"onion");
    for name in [
        "gzip",
        "GZIP",
        "x-gzip",
        " gzip ",
        ",gzip,",
        "identity, gzip",
        "gzip,identity",
    ] {
        assert_eq!(
            send(&client, name, gzip.clone()).await.text().await,
            "onion",
            "{name}"
        );
    }
    assert_eq!(
        send(&client, "identity", "onion").await.text().await,
        "onion"
    );
    let twice = pack("br", &gzip);
    assert_eq!(
        send(&client, "gzip, br", twice.clone()).await.text().await,
        "onion"
    );
    let lines = client.post("/").header("content-encoding", "gzip");
    let lines = lines.header("content-encoding", "br").body(twice);
    assert_eq!(lines.await.text().await, "onion");
}

#[tokio::test]
async fn parts_that_follow_one_another_are_one_body_where_the_coding_says_so() {
    let client = echoing();
    for (coding, status) in [("gzip", 200), ("zstd", 200), ("br", 400), ("deflate", 400)] {
        let both = [pack(coding, b"on"), pack(coding, b"ion")].concat();
        let mut dice = Dice::new(3);
        for body in [both.clone().into(), in_pieces(&both, &mut dice)] {
            let res = send(&client, coding, body).await;
            assert_eq!(res.status(), status, "{coding}");
            if status == 200 {
                assert_eq!(res.text().await, "onion");
            }
        }
    }
}

#[tokio::test]
async fn a_coding_that_is_not_on_offer_is_a_415_that_says_what_is() {
    let client = TestClient::new(middleware_stack! {
        Decompression::new().codings([Coding::Gzip, Coding::Brotli]),
        => echo
    });
    for name in [
        "zstd",
        "compress",
        "gzip, rot13",
        "gzip gzip",
        "gzip;q=1",
        "*",
        "gzip, gzip, gzip",
        "\u{e9}",
    ] {
        let res = send(&client, name, pack("gzip", b"onion")).await;
        res.assert_status(415)
            .assert_header("accept-encoding", "gzip, br")
            .assert_header("content-type", "application/problem+json");
    }
    let res = send(&client, "gzip", pack("gzip", b"after")).await;
    assert_eq!(res.text().await, "after");
}

#[tokio::test]
async fn a_body_that_is_cut_off_damaged_or_too_long_is_a_400() {
    let client = echoing();
    for coding in codings::ALL {
        let packed = pack(coding, b"onion onion onion onion onion");
        for cut in 1..packed.len() {
            let res = send(&client, coding, packed[..cut].to_vec()).await;
            assert_eq!(res.status(), 400, "{coding} cut at {cut}");
        }
        let longer = [&packed[..], b"junk"].concat();
        send(&client, coding, longer).await.assert_status(400);
        send(&client, coding, "not packed at all")
            .await
            .assert_status(400);
        let res = send(&client, coding, packed).await;
        res.assert_status(200);
    }
}

#[tokio::test]
async fn a_limit_above_counts_what_is_sent_and_one_below_what_becomes_of_it() {
    let client = TestClient::new(middleware_stack! {
        BodyLimit::new().bytes(200).ceiling(4000),
        Decompression::new(),
        BodyLimit::new().bytes(4000),
        => echo
    });
    for (length, status) in [(4000, 200), (4001, 413)] {
        let packed = pack("gzip", &vec![0; length]);
        assert_eq!(send(&client, "gzip", packed).await.status(), status);
    }
    let mut dice = Dice::new(5);
    let noise: Vec<u8> = (0..5000)
        .map(|_| u8::try_from(dice.below(256)).unwrap())
        .collect();
    let packed = pack("gzip", &noise);
    assert_eq!(send(&client, "gzip", packed).await.status(), 413);
}

#[test]
fn settings_that_cannot_work_refuse_the_stack_with_a_way_out() {
    for (decompression, way_out) in [
        (Decompression::new().codings([]), "`.codings(Coding::ALL)`"),
        (Decompression::new().max_stacked(0), "`.max_stacked(1)`"),
        (Decompression::new().max_bytes(0), "`.max_bytes(…)`"),
        (Decompression::new().max_ratio(0), "`.max_ratio(…)`"),
    ] {
        let sentence = refusal(|| middleware_stack! { (decompression), => echo });
        assert!(sentence.contains(way_out), "{sentence}");
    }
}

#[tokio::test]
async fn damaged_bodies_of_every_kind_are_4xx_or_what_they_say() {
    let client = echoing();
    let mut dice = Dice::new(63);
    for round in 0..4000 {
        let coding = codings::ALL[round % 4];
        let plain = "onion skin ".repeat(dice.below(40));
        let mut packed = pack(coding, plain.as_bytes());
        for _ in 0..dice.below(3) {
            let at = dice.below(packed.len());
            match dice.below(4) {
                0 => packed[at] = u8::try_from(dice.below(256)).unwrap(),
                1 => packed[at] ^= 1 << dice.below(8),
                2 => packed.truncate(at + 1),
                _ => packed.insert(at, u8::try_from(dice.below(256)).unwrap()),
            }
        }
        let body = if dice.below(2) == 0 {
            in_pieces(&packed, &mut dice)
        } else {
            packed.into()
        };
        let res = send(&client, coding, body).await;
        let status = res.status().as_u16();
        assert!(matches!(status, 200 | 400 | 413), "{coding}: {status}");
    }
    assert_eq!(
        send(&client, "gzip", pack("gzip", b"after"))
            .await
            .text()
            .await,
        "after"
    );
}
