//! Responses are packed for clients that can unpack them, and for nobody else.

use std::{
    collections::HashSet,
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
use onionskin::{Breach, Coding, Flush, IntoResponse, TestClient, prelude::*};

use super::{
    codings::{self, Dice, Unpacking, unpack},
    dictated, refusal,
};

/// Answers what the test has put here.
struct Answer(Box<dyn Fn() -> Response + Send + Sync>);

#[handler]
fn answer(answer: &Answer) -> Response {
    (answer.0)()
}

/// A client of a stack that packs this answer.
fn packing<R: IntoResponse>(
    compression: Compression,
    answered: impl Fn() -> R + Send + Sync + 'static,
) -> TestClient {
    TestClient::new(middleware_stack! {
        provide Answer(Box::new(move || answered().into_response()));
        (compression),
        => answer
    })
}

fn text() -> String {
    "x".repeat(4000)
}

/// Text that does not repeat itself all too much.
fn prose(length: usize) -> String {
    let mut dice = Dice::new(7);
    let words = [
        "onion", "skin", "layer", "paper", "thin", "peel", "cut", "weep",
    ];
    let mut prose = String::new();
    while prose.len() < length {
        prose.push_str(dice.of(&words));
        prose.push_str(&dice.below(1000).to_string());
        prose.push(' ');
    }
    prose.truncate(length);
    prose
}

#[tokio::test]
async fn the_client_decides_by_weights_and_then_the_server() {
    let client = packing(Compression::new(), text);
    for (accepted, coding) in [
        ("gzip", Some("gzip")),
        ("GZIP", Some("gzip")),
        ("x-gzip", Some("gzip")),
        ("*", Some("zstd")),
        ("br;q=1, gzip;q=0.5", Some("br")),
        ("gzip;q=0.5, br;q=0.4", Some("gzip")),
        ("gzip, deflate, br, zstd", Some("zstd")),
        ("deflate", Some("deflate")),
        ("gzip;q=0", None),
        ("identity", None),
        ("compress", None),
        ("identity;q=0", None),
    ] {
        let res = client.get("/").header("accept-encoding", accepted).await;
        res.assert_status(200)
            .assert_header("vary", "Accept-Encoding");
        assert_eq!(res.header("content-encoding"), coding, "{accepted}");
        let bytes = res.bytes().await;
        assert_eq!(
            unpack(coding.unwrap_or("identity"), &bytes),
            text().as_bytes()
        );
        if coding.is_some() {
            assert!(bytes.len() < 200, "{accepted}: {}", bytes.len());
            res.assert_header("content-type", "text/plain; charset=utf-8");
        }
    }
    let res = client.get("/").await;
    assert_eq!(res.header("content-encoding"), None);
    res.assert_header("vary", "Accept-Encoding");
}

#[tokio::test]
async fn the_order_of_the_server_is_its_own_choice() {
    let compression = Compression::new().codings([Coding::Gzip, Coding::Brotli]);
    let client = packing(compression, text);
    for (accepted, coding) in [
        ("br, gzip", Some("gzip")),
        ("br", Some("br")),
        ("zstd", None),
    ] {
        let res = client.get("/").header("accept-encoding", accepted).await;
        assert_eq!(res.header("content-encoding"), coding);
    }
}

#[tokio::test]
async fn bodies_of_every_size_come_out_as_they_went_in() {
    for coding in codings::ALL {
        for length in [860, 861, 16_383, 16_384, 16_385, 100_000, 700_001] {
            let client = packing(Compression::new(), move || prose(length));
            let res = client.get("/").header("accept-encoding", coding).await;
            res.assert_header("content-encoding", coding);
            assert_eq!(unpack(coding, &res.bytes().await), prose(length).as_bytes());
        }
    }
}

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
    let untouched: [(&str, Make); 9] = [
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
async fn the_head_says_nothing_of_the_plain_bytes() {
    let head = [
        ("content-type", "Application/Vnd.Thing+JSON; charset=utf-8"),
        ("etag", "\"strong\""),
        ("accept-ranges", "bytes"),
        ("content-length", "4000"),
        ("content-digest", "sha-256=:x:"),
        ("vary", "Origin"),
    ];
    let client = packing(Compression::new(), move || (head, text()));
    let res = client.get("/").header("accept-encoding", "gzip").await;
    res.assert_header("content-encoding", "gzip")
        .assert_header("etag", "W/\"strong\"")
        .assert_header("vary", "Origin, Accept-Encoding");
    for gone in ["accept-ranges", "content-length", "content-digest"] {
        assert_eq!(res.header(gone), None, "{gone}");
    }

    // Without a coding all of it is true.
    let res = client.get("/").await;
    res.assert_header("etag", "\"strong\"")
        .assert_header("accept-ranges", "bytes");

    let client = packing(Compression::new(), || {
        ([("etag", "W/\"weak\""), ("vary", "*")], text())
    });
    let res = client.get("/").header("accept-encoding", "gzip").await;
    res.assert_header("etag", "W/\"weak\"")
        .assert_header("vary", "*");
}

#[tokio::test]
async fn a_head_has_the_headers_of_a_get_without_its_coding() {
    #[handler]
    fn page() -> ([(&'static str, &'static str); 1], String) {
        ([("etag", "\"a\"")], text())
    }
    let app = || middleware_stack! { Compression::new(), => routes { GET "/" => page } };
    for client in [TestClient::new(app()), TestClient::over_socket(app()).await] {
        let res = client.head("/").header("accept-encoding", "gzip").await;
        res.assert_status(200)
            .assert_header("vary", "Accept-Encoding")
            .assert_header("etag", "W/\"a\"");
        assert_eq!(res.header("content-encoding"), None);
        assert_eq!(res.header("content-length"), None);
        assert_eq!(res.bytes().await, "");
        let res = client.get("/").header("accept-encoding", "gzip").await;
        assert_eq!(unpack("gzip", &res.bytes().await), text().as_bytes());
    }
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
async fn a_client_that_accepts_nothing_gets_a_406_only_where_that_is_wanted() {
    for (strict, status) in [(false, 200), (true, 406)] {
        let client = packing(Compression::new().strict(strict), text);
        for accepted in ["identity;q=0", "*;q=0", "identity;q=0, compress"] {
            let res = client.get("/").header("accept-encoding", accepted).await;
            res.assert_status(status)
                .assert_header("vary", "Accept-Encoding");
        }
        let res = client
            .get("/")
            .header("accept-encoding", "identity;q=0, br")
            .await;
        res.assert_status(200)
            .assert_header("content-encoding", "br");
    }
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
async fn what_is_asked_across_sites_or_reflects_input_beside_a_secret_is_not_packed() {
    let client = packing(Compression::new(), || {
        (ReflectsInput, [("set-cookie", "id=1")], text())
    });
    let res = client.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(
        res.header("content-encoding"),
        None,
        "reflects, with a cookie"
    );
    res.assert_header("vary", "Accept-Encoding");

    let client = packing(Compression::new(), || {
        (ReflectsInput, [("vary", "Cookie")], text())
    });
    let res = client.get("/").header("accept-encoding", "gzip").await;
    assert_eq!(
        res.header("content-encoding"),
        None,
        "reflects, by a cookie"
    );

    let client = packing(Compression::new(), || (ReflectsInput, text()));
    let res = client.get("/").header("accept-encoding", "gzip").await;
    res.assert_header("content-encoding", "gzip");

    let client = packing(Compression::new(), || ([("set-cookie", "id=1")], text()));
    for (site, coding) in [
        ("cross-site", None),
        ("same-origin", Some("gzip")),
        ("none", Some("gzip")),
    ] {
        let request = client.get("/").header("accept-encoding", "gzip");
        let res = request.header("sec-fetch-site", site).await;
        assert_eq!(res.header("content-encoding"), coding, "{site}");
    }

    let client = packing(Compression::new().breach(Breach::Off), || {
        (ReflectsInput, [("set-cookie", "id=1")], text())
    });
    let request = client.get("/").header("accept-encoding", "gzip");
    let res = request.header("sec-fetch-site", "cross-site").await;
    res.assert_header("content-encoding", "gzip");
}

#[tokio::test]
async fn padding_blurs_the_length_and_changes_nothing_else() {
    for length in [4000, 40_000] {
        let client = packing(
            Compression::new().breach(Breach::RandomPad(64)),
            move || prose(length),
        );
        for coding in ["gzip", "zstd"] {
            let mut lengths = HashSet::new();
            for _ in 0..30 {
                let res = client.get("/").header("accept-encoding", coding).await;
                res.assert_header("content-encoding", coding);
                let bytes = res.bytes().await;
                assert_eq!(unpack(coding, &bytes), prose(length).as_bytes());
                lengths.insert(bytes.len());
            }
            assert!(lengths.len() > 5, "{lengths:?}");
        }
        for coding in ["br", "deflate"] {
            let res = client.get("/").header("accept-encoding", coding).await;
            assert_eq!(res.header("content-encoding"), None, "no place for padding");
        }
    }
}

#[test]
fn settings_that_cannot_work_refuse_the_stack_with_a_way_out() {
    for (compression, way_out) in [
        (Compression::new().gzip_level(10), "1 to 9"),
        (Compression::new().brotli_level(0), "1 to 11"),
        (Compression::new().zstd_level(20), "1 to 19"),
        (Compression::new().codings([]), "`.codings(Coding::ALL)`"),
        (Compression::new().also("json"), "`application/json`"),
        (
            Compression::new().breach(Breach::RandomPad(0)),
            "`RandomPad(32)`",
        ),
        (
            Compression::new()
                .codings([Coding::Brotli])
                .breach(Breach::RandomPad(8)),
            "only gzip and zstd count",
        ),
    ] {
        let sentence = refusal(|| {
            middleware_stack! { provide Answer(Box::new(|| "".into_response())); (compression), => answer }
        });
        assert!(sentence.contains(way_out), "{sentence}");
    }
}

#[tokio::test]
async fn any_accept_encoding_is_answered_with_what_it_accepts() {
    let client = packing(Compression::new().minimum_size(10), || "x".repeat(100));
    let mut dice = Dice::new(60);
    let names = [
        "gzip", "br", "zstd", "deflate", "identity", "*", "x-gzip", "GZip", "sdch", "", "\u{e9}",
    ];
    let weights = [
        "",
        ";q=0",
        ";q=1",
        ";q=0.5",
        "; Q=0.001",
        ";q=2",
        ";q=",
        ";q",
        ";;",
        ";q=0.0000",
        ";x=y",
    ];
    let between = [",", ", ", " ,\t", ",,", ";", " ", "\u{7f}"];
    for _ in 0..20_000 {
        let mut line = String::new();
        for _ in 0..dice.below(6) {
            line.push_str(dice.of(&names));
            line.push_str(dice.of(&weights));
            line.push_str(dice.of(&between));
        }
        if dice.below(4) == 0 {
            line.insert(0, char::from(b' ' + u8::try_from(dice.below(94)).unwrap()));
        }
        let Ok(value) = HeaderValue::from_bytes(line.as_bytes()) else {
            continue;
        };
        let res = client.get("/").header("accept-encoding", value).await;
        res.assert_status(200);
        let coding = res
            .header("content-encoding")
            .unwrap_or("identity")
            .to_owned();
        assert_eq!(
            unpack(&coding, &res.bytes().await),
            "x".repeat(100).as_bytes()
        );
        let line = line.to_ascii_lowercase();
        let accepted = coding == "identity" || line.contains(&coding) || line.contains('*');
        assert!(accepted, "{coding} for {line:?}");
    }
}
