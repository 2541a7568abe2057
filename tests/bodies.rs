//! A body is read whole, within its limit, and says what it knows of itself.

use std::{
    cell::Cell,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, HeaderValue};
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::{BodyExt, Full};
use onionskin::{Body, BodyError};

fn chunks(texts: &[&'static str]) -> Body {
    let texts: Vec<_> = texts.iter().copied().map(Ok::<_, io::Error>).collect();
    Body::from_stream(stream::iter(texts))
}

/// A body with trailers, of known size, that is not `Sync`.
struct Trailing {
    frames: Vec<Frame<Bytes>>,
    left: Cell<u64>,
}

impl http_body::Body for Trailing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let frame = self.frames.pop();
        if let Some(data) = frame.as_ref().and_then(Frame::data_ref) {
            self.left.set(self.left.get() - data.len() as u64);
        }
        Poll::Ready(frame.map(Ok))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.get())
    }

    fn is_end_stream(&self) -> bool {
        self.frames.is_empty()
    }
}

fn trailing() -> Body {
    let trailers = HeaderMap::from_iter([("x-sum".parse().unwrap(), HeaderValue::from(7))]);
    Body::new(Trailing {
        frames: vec![
            Frame::trailers(trailers),
            Frame::data(Bytes::from_static(b"cd")),
            Frame::data(Bytes::from_static(b"ab")),
        ],
        left: Cell::new(4),
    })
}

#[test]
fn a_body_is_small_and_crosses_threads() {
    fn crosses_threads<T: Send + Sync>() {}
    crosses_threads::<Body>();
    assert!(size_of::<Body>() <= 40, "{} bytes", size_of::<Body>());
}

#[tokio::test]
async fn every_source_of_bytes_becomes_the_same_body() {
    let bodies = [
        Body::from("hello"),
        Body::from("hello".to_owned()),
        Body::from(b"hello".to_vec()),
        Body::from(&b"hello"[..]),
        Body::from(Bytes::from_static(b"hello")),
        Body::new(Full::new(Bytes::from_static(b"hello"))),
        Body::new(Body::from("hello")),
    ];
    for body in bodies {
        assert_eq!(body.size_hint().exact(), Some(5), "{body:?}");
        assert!(!body.is_end_stream() && !body.is_known_empty());
        assert_eq!(body.into_bytes(5).await.unwrap(), "hello");
    }
}

#[tokio::test]
async fn an_empty_body_knows_that_it_is_empty() {
    for body in [
        Body::empty(),
        Body::default(),
        Body::from(""),
        Body::new(Body::empty()),
    ] {
        assert!(body.is_end_stream() && body.is_known_empty(), "{body:?}");
        assert_eq!(body.size_hint().exact(), Some(0));
        assert_eq!(body.into_bytes(0).await.unwrap(), "");
    }
}

#[tokio::test]
async fn a_stream_is_gathered_in_order() {
    for texts in [&[][..], &["one"], &["one", "", "two"], &["", "", "x"]] {
        let body = chunks(texts);
        assert_eq!(body.size_hint().exact(), None);
        assert!(!body.is_known_empty());
        assert_eq!(body.into_bytes(100).await.unwrap(), texts.concat());
    }
}

#[tokio::test]
async fn the_limit_is_the_last_length_that_passes() {
    for (limit, passes) in [(5, false), (6, true), (7, true)] {
        for body in [chunks(&["abc", "def"]), Body::from("abcdef")] {
            match body.into_bytes(limit).await {
                Ok(bytes) => assert!(passes && bytes == "abcdef", "limit {limit}"),
                Err(BodyError::TooLarge { limit: told }) => assert!(!passes && told == limit),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[tokio::test]
async fn nothing_is_read_beyond_the_limit() {
    let polls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&polls);
    let endless = stream::iter(std::iter::repeat_with(move || {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok::<_, io::Error>("0123456789")
    }));
    let refused = Body::from_stream(endless).into_bytes(25).await;
    assert!(matches!(refused, Err(BodyError::TooLarge { limit: 25 })));
    assert_eq!(polls.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_refused_unread() {
    let refused = trailing().into_bytes(3).await;
    assert!(matches!(refused, Err(BodyError::TooLarge { limit: 3 })));
}

#[tokio::test]
async fn a_foreign_body_keeps_its_hints_and_its_trailers() {
    let mut body = trailing();
    assert_eq!(body.size_hint().exact(), Some(4));
    let first = body.frame().await.unwrap().unwrap();
    assert_eq!(first.into_data().unwrap(), "ab");
    assert_eq!(body.size_hint().exact(), Some(2));
    let rest = body.collect().await.unwrap();
    assert_eq!(rest.trailers().unwrap()["x-sum"], "7");
    assert_eq!(rest.to_bytes(), "cd");
}

#[tokio::test]
async fn an_error_of_a_stream_keeps_its_cause() {
    let broken = stream::iter([Ok("half"), Err(io::Error::other("cable cut"))]);
    let error = Body::from_stream(broken).into_bytes(100).await.unwrap_err();
    assert!(matches!(error, BodyError::Broken(_)));
    let cause = std::error::Error::source(&error).unwrap();
    assert!(cause.is::<io::Error>() && cause.to_string() == "cable cut");
}

#[tokio::test]
async fn a_taken_body_is_gone_and_says_so() {
    let mut body = Body::from("once");
    assert_eq!(body.take().into_bytes(9).await.unwrap(), "once");
    assert!(body.is_taken() && body.is_end_stream());
    assert!(matches!(body.into_bytes(9).await, Err(BodyError::Taken)));
}

#[test]
fn the_contents_never_print() {
    let mut body = Body::from("a secret");
    assert_eq!(format!("{body:?}"), "Body(8 bytes)");
    let _ = body.take();
    assert_eq!(format!("{body:?}"), "Body(taken)");
    assert_eq!(format!("{:?}", Body::empty()), "Body(empty)");
    assert_eq!(format!("{:?}", chunks(&["a secret"])), "Body(streaming)");
    assert_eq!(format!("{:?}", trailing()), "Body(streaming, 4 bytes)");
}
