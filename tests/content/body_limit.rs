//! A body over the limit is a 413, early where its length is known, and the next request is served.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use onionskin::{Error, TestClient, prelude::*, testing::TestServer};

use super::{dictated, unannounced};
use crate::server::Raw;

#[handler]
fn length(body: String) -> String {
    body.len().to_string()
}

/// Reads piece by piece, as a proxy or an upload would.
#[handler]
async fn length_of_stream(body: Body) -> Result<String, Error> {
    let bytes = body.collect().await.map_err(Error::from_boxed)?.to_bytes();
    Ok(bytes.len().to_string())
}

#[handler]
fn limit(req: &Request) -> String {
    req.body_limit().to_string()
}

/// Counts the requests that came as far as here.
#[derive(Clone, Default)]
struct Passed(Arc<AtomicUsize>);

#[middleware(before)]
impl Passed {
    fn before(&self) {
        self.0.fetch_add(1, Relaxed);
    }
}

#[tokio::test]
async fn a_length_that_is_announced_is_refused_before_anything_runs() {
    let passed = Passed::default();
    let app = middleware_stack! { BodyLimit::new().bytes(8), (passed.clone()), => length };
    let client = TestClient::over_socket(app).await;
    client
        .post("/")
        .body("x".repeat(9))
        .await
        .assert_status(413);
    assert_eq!(passed.0.load(Relaxed), 0);
    client
        .post("/")
        .body("x".repeat(8))
        .await
        .assert_status(200);
    assert_eq!(passed.0.load(Relaxed), 1);
}

#[tokio::test]
async fn a_client_that_asks_first_is_never_told_to_send_what_is_too_large() {
    let app = middleware_stack! { BodyLimit::new().bytes(8), => length };
    let server = TestServer::start(app).await;
    let mut client = Raw::connect(server.addr()).await;
    client
        .send("POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 9\r\n\r\n")
        .await;
    let (head, _) = client.response().await;
    assert!(head.starts_with("http/1.1 413 "), "{head}");
}

#[tokio::test]
async fn a_length_that_is_not_known_is_counted_while_it_comes() {
    let app = || {
        middleware_stack! {
            BodyLimit::new().bytes(8),
            => routes {
                POST "/whole" => length,
                POST "/pieces" => length_of_stream,
            }
        }
    };
    for client in [TestClient::new(app()), TestClient::over_socket(app()).await] {
        for path in ["/whole", "/pieces"] {
            let res = client.post(path).body(unannounced(8)).await;
            assert_eq!(res.text().await, "8", "{path}");
            let res = client.post(path).body(unannounced(9)).await;
            res.assert_status(413)
                .assert_header("content-type", "application/problem+json");
            client.post(path).body("after").await.assert_status(200);
        }
    }
}

#[tokio::test]
async fn nothing_is_read_beyond_the_limit() {
    #[handler]
    async fn pieces(mut body: Body) -> String {
        let mut read = 0;
        while let Some(Ok(frame)) = body.frame().await {
            read += frame.into_data().map_or(0, |data| data.len());
        }
        assert!(body.frame().await.is_none(), "an error is the end");
        read.to_string()
    }
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let endless = stream::repeat_with(move || {
        count.fetch_add(1, Relaxed);
        Ok::<_, std::convert::Infallible>("four")
    });
    let client = TestClient::new(middleware_stack! { BodyLimit::new().bytes(10), => pieces });
    let res = client
        .post("/")
        .body(Body::from_stream(endless.boxed()))
        .follow_redirects(false)
        .await;
    assert_eq!(res.text().await, "8");
    assert_eq!(asked.load(Relaxed), 3);
}

#[tokio::test]
async fn a_limit_further_down_moves_it_under_the_ceiling_of_the_one_above() {
    let app = middleware_stack! {
        BodyLimit::new().bytes(8).ceiling(32),
        => routes {
            POST "/" => length_of_stream,
            "/more" => { BodyLimit::new().bytes(16), => length_of_stream },
            "/less" => { BodyLimit::new().bytes(4), => length_of_stream },
            "/too-much" => { BodyLimit::new().bytes(64), => length_of_stream },
        }
    };
    let client = TestClient::new(app);
    for (path, limit) in [("/", 8), ("/more", 16), ("/less", 4), ("/too-much", 32)] {
        for (length, status) in [(limit, 200), (limit + 1, 413)] {
            let body = || "x".repeat(length);
            let res = client.post(path).body(body()).await;
            assert_eq!(res.status(), status, "{path} {length}");
            let res = client.post(path).body(unannounced(length)).await;
            assert_eq!(res.status(), status, "{path} {length}, not announced");
        }
    }
}

#[tokio::test]
async fn without_a_ceiling_it_can_only_come_down() {
    let app = middleware_stack! {
        BodyLimit::new().bytes(8),
        BodyLimit::new().bytes(64),
        => length
    };
    let client = TestClient::new(app);
    for body in [Body::from("x".repeat(9)), unannounced(9)] {
        client.post("/").body(body).await.assert_status(413);
    }
}

#[tokio::test]
async fn it_is_the_limit_of_the_extractors_in_both_directions() {
    let large = 3 * 1024 * 1024;
    let client = TestClient::new(middleware_stack! {
        BodyLimit::new().bytes(large),
        => routes { GET "/" => limit, POST "/" => length }
    });
    assert_eq!(client.get("/").await.text().await, large.to_string());
    let res = client.post("/").body("x".repeat(large)).await;
    assert_eq!(res.text().await, large.to_string());
}

#[tokio::test]
async fn a_client_that_leaves_in_the_middle_of_a_form_costs_nobody_anything() {
    let app = middleware_stack! { BodyLimit::new(), => length };
    let server = TestServer::start(app).await;
    let mut client = Raw::connect(server.addr()).await;
    client
        .send("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nname=An")
        .await;
    drop(client);
    let res = server.client().post("/").body("name=Ann").await;
    assert_eq!(res.text().await, "8");
    server.shutdown().await;
}

#[tokio::test]
async fn a_body_is_counted_while_its_client_still_sends() {
    let client = TestClient::over_socket(middleware_stack! {
        BodyLimit::new().bytes(8),
        => length_of_stream
    })
    .await;
    let (sender, body) = dictated();
    sender.send("five!".into()).unwrap();
    sender.send("more".into()).unwrap();
    // The sender stays: the body never ends, and the answer comes all the same.
    client.post("/").body(body).await.assert_status(413);
    drop(sender);
}
