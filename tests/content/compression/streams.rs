//! A body that comes in pieces is packed piece by piece.

use std::{
    convert::Infallible,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use bytes::Bytes;
use futures_util::stream;
use http_body::Frame;
use http_body_util::StreamBody;
use onionskin::{Flush, TestClient, prelude::*};

use super::{packing, prose};
use crate::content::{
    codings::{self, Unpacking, unpack},
    dictated,
};

/// A body that can be given away once.
struct Once(Mutex<Option<Body>>);

fn streaming(compression: Compression, body: Body) -> TestClient {
    let once = Once(Mutex::new(Some(body)));
    packing(compression, move || {
        let body = once.0.lock().unwrap().take().unwrap_or_default();
        ([("content-type", "text/plain")], body)
    })
}

/// Reads until this much can be unpacked; a test that waits for ever has failed.
async fn read_until(
    res: &mut onionskin::testing::TestResponse,
    unpacking: &mut Unpacking,
    until: &str,
) {
    let patience = Duration::from_secs(20);
    while unpacking.plain() != until.as_bytes() {
        let chunk = tokio::time::timeout(patience, res.chunk()).await;
        unpacking.push(&chunk.expect("held back").expect("more of the stream"));
    }
}

#[tokio::test]
async fn each_piece_of_a_stream_can_be_read_before_the_next_is_sent() {
    for coding in codings::ALL {
        for flush in [Flush::OnIdle, Flush::EveryFrame] {
            let (sender, body) = dictated();
            let client = streaming(Compression::new().flush(flush), body);
            sender.send("one ".into()).unwrap();
            let mut res = client.get("/").header("accept-encoding", coding).await;
            res.assert_header("content-encoding", coding);
            let mut unpacking = Unpacking::new(coding);
            read_until(&mut res, &mut unpacking, "one ").await;
            for (piece, until) in [("two ", "one two "), ("three", "one two three")] {
                sender.send(piece.into()).unwrap();
                read_until(&mut res, &mut unpacking, until).await;
            }
            drop(sender);
            while let Some(chunk) = res.chunk().await {
                unpacking.push(&chunk);
            }
            assert_eq!(unpacking.finish(), b"one two three");
        }
    }
}

#[tokio::test]
async fn a_stream_that_turns_out_to_be_small_stays_as_it_is() {
    let client = streaming(
        Compression::new(),
        Body::from_stream(stream::iter(["a", "b"].map(Ok::<_, Infallible>))),
    );
    let res = client.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(res.header("content-encoding"), None);
    assert_eq!(res.text().await, "ab");
}

#[tokio::test]
async fn trailers_follow_the_packed_body_and_the_plain_one() {
    for (length, coding) in [(5000, Some("gzip")), (5, None)] {
        let mut trailers = HeaderMap::new();
        trailers.insert("x-sum", HeaderValue::from_static("42"));
        let frames = [
            Ok::<_, Infallible>(Frame::data(Bytes::from("x".repeat(length)))),
            Ok(Frame::trailers(trailers)),
        ];
        let client = streaming(
            Compression::new(),
            Body::new(StreamBody::new(stream::iter(frames))),
        );
        let mut res = client.get("/").header("accept-encoding", "gzip").await;
        assert_eq!(res.header("content-encoding"), coding);
        let plain = unpack(coding.unwrap_or("identity"), &res.bytes().await);
        assert_eq!(plain.len(), length);
        assert_eq!(res.trailers().unwrap()["x-sum"], "42");
    }
}

#[tokio::test]
async fn an_error_of_the_body_is_no_valid_end() {
    for coding in codings::ALL {
        for length in [10, 50_000] {
            let pieces = [
                Ok(prose(length)),
                Err(std::io::Error::other("the disk is gone")),
            ];
            let client = streaming(Compression::new(), Body::from_stream(stream::iter(pieces)));
            let res = client.get("/").header("accept-encoding", coding).await;
            assert!(res.try_bytes().await.is_err(), "{coding} {length}");
        }
    }
}

#[tokio::test]
async fn a_large_body_leaves_the_runtime_its_turns() {
    let client = packing(Compression::new(), || prose(2 * 1024 * 1024));
    let turns = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&turns);
    let other = tokio::spawn(async move {
        loop {
            counted.fetch_add(1, Relaxed);
            tokio::task::yield_now().await;
        }
    });
    let res = client.get("/").header("accept-encoding", "zstd").await;
    turns.store(0, Relaxed);
    res.bytes().await;
    assert!(turns.load(Relaxed) >= 10, "{turns:?}");
    other.abort();
}

#[tokio::test]
async fn no_client_needs_more_memory_than_it_must_have() {
    for (coding, window) in [("zstd", 1 << 20), ("br", 512 << 10)] {
        let pieces = [prose(2_000_000), prose(2_000_000)];
        let body = Body::from_stream(stream::iter(pieces.map(Ok::<_, Infallible>)));
        let client = streaming(Compression::new(), body);
        let res = client.get("/").header("accept-encoding", coding).await;
        assert_eq!(announced_window(coding, &res.bytes().await), window);
    }
}

/// How far back a packed body may refer: RFC 8878, section 3.1.1.1.2, and RFC 7932, section 9.1.
fn announced_window(coding: &str, packed: &[u8]) -> u32 {
    if coding == "br" {
        // A one, and three bits that say how much the logarithm is over 17.
        assert_eq!(packed[0] & 1, 1);
        return 1 << (17 + (packed[0] >> 1 & 0b111));
    }
    assert_eq!(packed[..4], 0xFD2F_B528_u32.to_le_bytes());
    let is_single_segment = packed[4] & 0b10_0000 != 0;
    assert!(!is_single_segment, "the length was not known");
    let (exponent, mantissa) = (packed[5] >> 3, u32::from(packed[5] & 0b111));
    let base = 1 << (10 + exponent);
    base + base / 8 * mantissa
}
