//! One line for each request, when it is over, whatever became of it.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use futures_util::stream;
use onionskin::{TestClient, prelude::*, testing::TestServer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
};
use tracing::Level;

use crate::log::Log;

#[handler]
async fn user(Path(id): Path<String>, req: &Request) -> Result<String, onionskin::Error> {
    match &*id {
        "panics" => panic!("now"),
        "fails" => Err(std::io::Error::other("disk"))?,
        "waits" => std::future::pending().await,
        _ => Ok(req.method().to_string()),
    }
}

#[handler]
fn ok() -> &'static str {
    "fine"
}

/// Sends one piece, and the rest never.
#[handler]
fn trickles(begun: &Arc<Notify>) -> Body {
    let begun = Arc::clone(begun);
    Body::from_stream(stream::unfold(0, move |piece| {
        let begun = Arc::clone(&begun);
        async move {
            if piece > 0 {
                begun.notify_one();
                std::future::pending::<()>().await;
            }
            Some((Ok::<_, Infallible>("piece"), piece + 1))
        }
    }))
}

#[handler]
fn streams() -> Body {
    let pieces = ["one", "two", "three"].map(Ok::<_, Infallible>);
    Body::from_stream(stream::iter(pieces))
}

#[handler]
fn breaks() -> Body {
    let pieces = [Ok("one"), Err(std::io::Error::other("disk"))];
    Body::from_stream(stream::iter(pieces))
}

fn app(log: AccessLog) -> impl Application {
    middleware_stack! {
        provide Arc::new(Notify::new());
        (log),
        => routes {
            "/users/{id}" => user,
            GET "/fine" => ok,
            GET "/streams" => streams,
            GET "/breaks" => breaks,
            GET "/trickles" => trickles,
            "/shop" => { => routes { GET "/fine" => ok } },
        }
    }
}

fn client() -> TestClient {
    TestClient::new(app(AccessLog::new()))
}

/// The one line since the last call, without its duration, which is a number of milliseconds.
fn line(log: &Log) -> (Level, String) {
    let lines = log.take_from("onionskin::access");
    let [(level, line)] = &lines[..] else {
        panic!("{lines:#?}");
    };
    let (before, after) = line.split_once("duration_ms=").unwrap();
    let (duration, after) = after.split_once(' ').unwrap();
    let duration: f64 = duration.parse().unwrap();
    assert!((0.0..60_000.0).contains(&duration), "{duration}");
    (*level, format!("{before}{after}"))
}

#[tokio::test]
async fn it_says_what_was_asked_and_what_was_answered() {
    let log = Log::here();
    for (path, expected) in [
        (
            "/users/7?token=x",
            "method=\"GET\" path=\"/users/7\" route=\"/users/{id}\" status=200 bytes=3 \
             client=127.0.0.1 outcome=\"answered\" ",
        ),
        (
            "/fine",
            "method=\"GET\" path=\"/fine\" route=\"/fine\" status=200 bytes=4 \
             client=127.0.0.1 outcome=\"answered\" ",
        ),
        (
            "/shop/fine",
            "method=\"GET\" path=\"/shop/fine\" route=\"/shop/fine\" status=200 bytes=4 \
             client=127.0.0.1 outcome=\"answered\" ",
        ),
        (
            "/streams",
            "method=\"GET\" path=\"/streams\" route=\"/streams\" status=200 bytes=11 \
             client=127.0.0.1 outcome=\"answered\" ",
        ),
        (
            "/nowhere",
            "method=\"GET\" path=\"/nowhere\" status=404 bytes=55 \
             client=127.0.0.1 outcome=\"answered\" ",
        ),
    ] {
        let res = client().get(path).await;
        drop(res.bytes().await);
        assert_eq!(line(&log), (Level::INFO, expected.to_owned()));
    }
}

#[tokio::test]
async fn a_failure_names_its_stage_and_has_a_level_of_its_own() {
    let log = Log::here();
    client().get("/users/fails").await.assert_status(500);
    let expected = "method=\"GET\" path=\"/users/fails\" route=\"/users/{id}\" status=500 bytes=67 \
                    client=127.0.0.1 stage=\"user\" outcome=\"failed\" ";
    assert_eq!(line(&log), (Level::WARN, expected.to_owned()));
    let quiet = AccessLog::new()
        .level(Level::DEBUG)
        .failure_level(Level::ERROR);
    let client = TestClient::new(app(quiet));
    client.get("/users/fails").await.assert_status(500);
    assert_eq!(line(&log).0, Level::ERROR);
    client.get("/fine").await.assert_status(200);
    assert_eq!(line(&log).0, Level::DEBUG);
}

#[tokio::test]
async fn a_panic_has_a_line_too() {
    let log = Log::here();
    client().get("/users/panics").await.assert_status(500);
    let expected = "method=\"GET\" path=\"/users/panics\" route=\"/users/{id}\" bytes=0 \
                    client=127.0.0.1 outcome=\"panicked\" ";
    assert_eq!(line(&log), (Level::WARN, expected.to_owned()));
}

#[tokio::test]
async fn the_answer_to_head_has_no_bytes() {
    let log = Log::here();
    for path in ["/streams", "/users/7"] {
        client().head(path).await.assert_status(200);
        assert!(line(&log).1.contains("status=200 bytes=0 "), "{path}");
    }
}

#[tokio::test]
async fn a_request_that_is_given_up_was_disconnected() {
    let log = Log::here();
    let request = client().get("/users/waits").send();
    tokio::select! {
        biased;
        _ = request => unreachable!("it waits"),
        () = tokio::task::yield_now() => {}
    }
    let (level, line) = line(&log);
    assert_eq!(level, Level::INFO);
    assert!(
        line.ends_with("bytes=0 client=127.0.0.1 outcome=\"disconnected\" "),
        "{line}"
    );
}

#[tokio::test]
async fn a_client_that_hangs_up_in_the_middle_of_the_body_is_counted_to_there() {
    let log = Log::here();
    let begun = Arc::new(Notify::new());
    let server = TestServer::start(middleware_stack! {
        provide Arc::clone(&begun);
        AccessLog::new(),
        => routes { GET "/trickles" => trickles }
    })
    .await;
    let mut socket = TcpStream::connect(server.addr()).await.unwrap();
    let request = b"GET /trickles HTTP/1.1\r\nhost: localhost\r\n\r\n";
    socket.write_all(request).await.unwrap();
    begun.notified().await;
    let mut heard = Vec::new();
    while !heard.ends_with(b"piece\r\n") {
        assert!(socket.read_buf(&mut heard).await.unwrap() > 0);
    }
    drop(socket);
    server.shutdown().await;
    let (level, line) = line(&log);
    assert_eq!(level, Level::INFO);
    assert!(line.contains("status=200 bytes=5 "), "{line}");
    assert!(line.ends_with("outcome=\"aborted\" "), "{line}");
}

#[tokio::test]
async fn a_body_that_ends_in_an_error_is_broken() {
    let log = Log::here();
    let res = client().get("/breaks").await;
    assert!(res.try_bytes().await.is_err());
    drop(res);
    let (level, line) = line(&log);
    assert_eq!(level, Level::WARN);
    assert!(
        line.contains("bytes=3 ") && line.ends_with("outcome=\"broken\" "),
        "{line}"
    );
}

#[tokio::test]
async fn a_query_is_logged_when_asked_for_and_without_its_secrets() {
    let log = Log::here();
    let client = TestClient::new(app(AccessLog::new().query(true)));
    client
        .get("/fine?page=2&api_key=hunter2")
        .await
        .assert_status(200);
    let (_, line) = line(&log);
    assert!(
        line.contains("path=\"/fine\" query=\"page=2&api_key=REDACTED\" "),
        "{line}"
    );
}

#[tokio::test]
async fn the_client_is_the_one_that_a_stage_below_has_found() {
    let log = Log::here();
    let client = TestClient::new(middleware_stack! {
        AccessLog::new(),
        ProxyHeaders::new().trust(["127.0.0.1"]),
        => ok
    });
    client
        .get("/")
        .header("x-forwarded-for", "203.0.113.7")
        .await;
    assert!(line(&log).1.contains("client=203.0.113.7 "));
    let peer: SocketAddr = "198.51.100.1:80".parse().unwrap();
    client
        .get("/")
        .peer(peer)
        .header("x-forwarded-for", "203.0.113.7")
        .await;
    assert!(line(&log).1.contains("client=198.51.100.1 "));
}

#[tokio::test]
async fn an_address_that_is_changed_before_it_is_lent_is_logged_as_it_is_lent() {
    fn nobody(_: IpAddr) -> IpAddr {
        [0, 0, 0, 0].into()
    }
    let log = Log::here();
    let client = TestClient::new(middleware_stack! {
        AccessLog::new(),
        ProxyHeaders::new().trust(["127.0.0.1"]).map_clients(nobody),
        => ok
    });
    client.get("/").await.assert_status(200);
    assert!(line(&log).1.contains("client=0.0.0.0 "));
    let forwarded = client.get("/").header("x-forwarded-for", "203.0.113.7");
    forwarded.await.assert_status(200);
    assert!(line(&log).1.contains("client=0.0.0.0 "));
}

#[tokio::test]
async fn the_client_is_the_one_that_a_setting_says() {
    let log = Log::here();
    let nobody = TestClient::new(app(AccessLog::new().client(|_| None)));
    nobody.get("/fine").await.assert_status(200);
    assert!(!line(&log).1.contains("client="));
}

#[tokio::test]
async fn the_line_carries_the_id_that_the_client_gets() {
    let log = Log::here();
    let client = TestClient::new(middleware_stack! { RequestIds::new(), AccessLog::new(), => ok });
    let res = client.get("/").await;
    let id = res.header("x-request-id").unwrap();
    assert!(line(&log).1.contains(&format!("request_id=\"{id}\" ")));
}

#[tokio::test]
async fn the_line_carries_the_id_whatever_its_header_is_called() {
    let log = Log::here();
    let client = TestClient::new(middleware_stack! {
        RequestIds::new().header("x-correlation-id"), AccessLog::new(),
        => ok
    });
    let res = client.get("/").header("x-request-id", "forged-by-me").await;
    let id = res.header("x-correlation-id").unwrap();
    assert!(line(&log).1.contains(&format!("request_id=\"{id}\" ")));
}
