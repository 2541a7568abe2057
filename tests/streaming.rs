//! Bodies go through a stack piece by piece, in both directions.

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};
use onionskin::{TestClient, prelude::*, testing::TestServer};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::{
    server::Raw,
    trail::{After, Around, Before, Trail},
};

/// The pieces that a handler sends, whenever the test says so.
struct Pieces(std::sync::Mutex<Option<UnboundedReceiver<&'static str>>>);

impl Pieces {
    fn new() -> (UnboundedSender<&'static str>, Self) {
        let (sender, pieces) = unbounded_channel();
        (sender, Self(std::sync::Mutex::new(Some(pieces))))
    }
}

#[handler]
fn stream_pieces(pieces: &Pieces) -> Body {
    let pieces = pieces.0.lock().unwrap().take().unwrap();
    Body::from_stream(stream::unfold(pieces, |mut pieces| async {
        let piece = pieces.recv().await?;
        Some((Ok::<_, Infallible>(piece), pieces))
    }))
}

/// Shouts, one piece at a time.
#[middleware(after)]
fn shout(res: &mut Response) {
    let body = std::mem::take(res.body_mut());
    let loud = body.into_data_stream().map(|piece| {
        piece.map(|piece| Bytes::from(String::from_utf8_lossy(&piece).to_uppercase()))
    });
    *res.body_mut() = Body::from_stream(loud);
}

#[tokio::test]
async fn a_response_is_there_before_its_body_is_whole() {
    for socket in [false, true] {
        let (sender, pieces) = Pieces::new();
        let app = middleware_stack! {
            provide pieces, Trail::default();
            Around("a"), shout, Before("b"), After("c"),
            => stream_pieces
        };
        let client = if socket {
            TestClient::over_socket(app).await
        } else {
            TestClient::new(app)
        };
        let mut res = client.get("/").await;
        res.assert_status(200);
        for (piece, heard) in [("one", "ONE"), ("two", "TWO")] {
            sender.send(piece).unwrap();
            assert_eq!(res.chunk().await.unwrap(), heard);
        }
        drop(sender);
        assert_eq!(res.chunk().await, None);
        // The stream can be taken once.
        sender_is_gone(&client).await;
    }
}

/// Pieces that are all there when the first is asked for.
struct Ready(Vec<Result<Frame<Bytes>, &'static str>>);

#[handler]
fn ready(ready: &Ready) -> Body {
    let frames = ready.0.iter().map(|frame| match frame {
        Ok(frame) => Ok(match (frame.data_ref(), frame.trailers_ref()) {
            (Some(data), _) => Frame::data(data.clone()),
            (_, trailers) => Frame::trailers(trailers.unwrap().clone()),
        }),
        Err(message) => Err(std::io::Error::other(*message)),
    });
    Body::new(StreamBody::new(stream::iter(frames.collect::<Vec<_>>())))
}

/// A response as it goes over the wire.
async fn on_the_wire(frames: Vec<Result<Frame<Bytes>, &'static str>>) -> String {
    let server = TestServer::start(middleware_stack! { provide Ready(frames); => ready }).await;
    let mut client = Raw::connect(server.addr()).await;
    client
        .send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n")
        .await;
    client.rest().await
}

fn data(pieces: impl IntoIterator<Item: Into<Bytes>>) -> Vec<Result<Frame<Bytes>, &'static str>> {
    let frames = pieces.into_iter().map(|piece| Frame::data(piece.into()));
    frames.map(Ok).collect()
}

#[tokio::test]
async fn small_pieces_that_are_there_at_once_are_sent_as_one() {
    let sent = on_the_wire(data(["one", "", "two", "three"])).await;
    let (_, body) = sent.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, "B\r\nonetwothree\r\n0\r\n\r\n");
}

#[tokio::test]
async fn larger_pieces_that_are_there_at_once_are_sent_as_one() {
    let piece = "x".repeat(0x2000);
    let sent = on_the_wire(data(vec![piece; 20])).await;
    let (_, body) = sent.split_once("\r\n\r\n").unwrap();
    assert_eq!(body.replace('x', ""), "20000\r\n\r\n8000\r\n\r\n0\r\n\r\n");
}

#[tokio::test]
async fn a_large_piece_is_sent_before_the_next_is_there() {
    const LARGE: &str = match str::from_utf8(&[b'x'; 8192]) {
        Ok(text) => text,
        Err(_) => panic!("it is ASCII"),
    };
    let (sender, pieces) = Pieces::new();
    let app = middleware_stack! { provide pieces; => stream_pieces };
    let client = TestClient::over_socket(app).await;
    let mut res = client.get("/").await;
    for _ in 0..3 {
        sender.send(LARGE).unwrap();
        let mut came = 0;
        while came < LARGE.len() {
            came += res.chunk().await.unwrap().len();
        }
        assert_eq!(came, LARGE.len());
    }
}

#[tokio::test]
async fn a_large_piece_is_sent_by_itself_between_small_ones() {
    let large = "x".repeat(0x1_0000);
    let pieces = ["one", &large, "two", "three"].map(str::to_owned);
    let sent = on_the_wire(data(pieces)).await;
    let (_, body) = sent.split_once("\r\n\r\n").unwrap();
    assert!(
        body == format!("3\r\none\r\n10000\r\n{large}\r\n8\r\ntwothree\r\n0\r\n\r\n"),
        "{}",
        body.replace('x', "")
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_after_small_pieces_has_no_end() {
    let mut frames = data(["one", "two"]);
    frames.push(Err("no more"));
    let sent = on_the_wire(frames).await;
    assert!(!sent.contains("0\r\n\r\n"), "{sent:?}");
}

#[tokio::test]
async fn pieces_of_any_size_come_whole_and_in_order() {
    let sizes = [
        0, 1, 4096, 4096, 4096, 4096, 4096, 4097, 1, 0, 300_000, 1, 1, 70_000, 5,
    ];
    let mut pieces: Vec<_> = (0_u8..)
        .zip(sizes)
        .map(|(byte, size)| Bytes::from(vec![b'a' + byte; size]))
        .collect();
    pieces.extend((0..100_u8).map(|byte| Bytes::from(vec![byte; 1000])));
    pieces.extend((0..100_u8).map(|byte| Bytes::from(vec![byte; 10_000])));
    let whole = pieces.concat();
    let mut frames = data(pieces);
    let mut trailers = HeaderMap::new();
    trailers.insert("x-sum", HeaderValue::from_static("42"));
    frames.push(Ok(Frame::trailers(trailers)));
    let app = middleware_stack! { provide Ready(frames); announce, => ready };
    let client = TestClient::over_socket(app).await;
    let mut res = client.get("/").header("te", "trailers").await;
    assert!(res.bytes().await == whole);
    assert_eq!(res.trailers().unwrap()["x-sum"], "42");
}

/// The handler has given its only stream away: a second request panics, and costs only itself.
async fn sender_is_gone(client: &TestClient) {
    client.get("/").await.assert_status(500);
}

#[handler]
async fn echo(body: Body) -> Body {
    body
}

#[tokio::test]
async fn a_request_is_answered_while_it_is_still_sent() {
    let (sender, pieces) = unbounded_channel();
    let body = stream::unfold(
        pieces,
        |mut pieces: UnboundedReceiver<&'static str>| async {
            let piece = pieces.recv().await?;
            Some((Ok::<_, Infallible>(piece), pieces))
        },
    );
    let app = middleware_stack! { provide Trail::default(); Around("a"), shout, => echo };
    let client = TestClient::over_socket(app).await;
    let mut res = client.post("/").body(Body::from_stream(body)).await;
    for (piece, heard) in [("one", "ONE"), ("two", "TWO")] {
        sender.send(piece).unwrap();
        assert_eq!(res.chunk().await.unwrap(), heard);
    }
    drop(sender);
    assert_eq!(res.chunk().await, None);
}

#[handler]
fn with_trailers() -> Body {
    let mut trailers = HeaderMap::new();
    trailers.insert("x-sum", HeaderValue::from_static("42"));
    let frames = [
        Ok::<_, Infallible>(Frame::data(Bytes::from("data"))),
        Ok(Frame::trailers(trailers)),
    ];
    Body::new(StreamBody::new(stream::iter(frames)))
}

#[middleware(after)]
fn announce(res: &mut Response) {
    res.headers_mut()
        .insert(header::TRAILER, HeaderValue::from_static("x-sum"));
}

#[tokio::test]
async fn trailers_pass_through_the_stack() {
    let app = || {
        middleware_stack! {
            provide Trail::default();
            Around("a"), announce, After("b"),
            => with_trailers
        }
    };
    for client in [TestClient::new(app()), TestClient::over_socket(app()).await] {
        let mut res = client.get("/").header("te", "trailers").await;
        assert_eq!(res.text().await, "data");
        assert_eq!(res.trailers().unwrap()["x-sum"], "42");
    }
}

#[handler]
fn length(body: Bytes) -> String {
    body.len().to_string()
}

#[middleware(before)]
fn a_little(req: &mut Request) {
    req.set_body_limit(10);
}

#[tokio::test]
async fn a_body_over_the_limit_is_a_413_and_the_next_request_is_unharmed() {
    let app = || {
        middleware_stack! {
            => routes {
                POST "/" => length,
                "/little" => { a_little, => length },
            }
        }
    };
    for client in [TestClient::new(app()), TestClient::over_socket(app()).await] {
        for (path, limit) in [("/", 2 * 1024 * 1024), ("/little", 10)] {
            let res = client.post(path).body(vec![b'x'; limit]).await;
            assert_eq!(res.text().await, limit.to_string());
            let res = client.post(path).body(vec![b'x'; limit + 1]).await;
            res.assert_status(413)
                .assert_header("content-type", "application/problem+json");
            let endless = stream::iter(vec![
                Ok::<_, Infallible>(Bytes::from(vec![b'x'; 1024]));
                limit / 1024 + 1
            ]);
            let res = client.post(path).body(Body::from_stream(endless)).await;
            res.assert_status(413);
            assert_eq!(client.post(path).body("after").await.text().await, "5");
        }
    }
}
