//! An answer that takes too long is given up.

use std::sync::Arc;

use http_body_util::BodyExt;
use onionskin::{Error, TestClient, TimedOut, prelude::*};
use tokio::sync::Notify;

use super::dictated;

const SHORT: Duration = Duration::from_millis(20);

#[derive(Clone, Default)]
struct Dropped(Arc<Notify>);

struct Tell(Dropped);

impl Drop for Tell {
    fn drop(&mut self) {
        self.0.0.notify_one();
    }
}

#[handler]
async fn never(dropped: &Dropped) -> StatusCode {
    let _tell = Tell(dropped.clone());
    std::future::pending().await
}

#[tokio::test]
async fn what_is_below_is_dropped_and_the_answer_is_a_503_with_retry_after() {
    let dropped = Dropped::default();
    let client = TestClient::new(middleware_stack! {
        provide dropped.clone();
        Timeout::new().head(SHORT).retry_after(Duration::from_millis(1500)),
        => never
    });
    let res = client.get("/").await;
    res.assert_status(503)
        .assert_header("retry-after", "2")
        .assert_header("content-type", "application/problem+json");
    assert!(!res.text().await.contains("20ms"), "nothing of the inside");
    dropped.0.notified().await;
}

#[tokio::test]
async fn the_longest_delay_is_one_too_and_the_shortest_is_a_second() {
    for (delay, seconds) in [
        (Duration::MAX, u64::MAX),
        (Duration::from_millis(1001), 2),
        (Duration::ZERO, 1),
    ] {
        let client = TestClient::new(middleware_stack! {
            provide Dropped::default();
            Timeout::new().head(SHORT).retry_after(delay),
            => never
        });
        let res = client.get("/").await;
        res.assert_status(503)
            .assert_header("retry-after", &seconds.to_string());
    }
}

#[tokio::test]
async fn what_never_waits_is_never_late() {
    #[handler]
    fn busy() -> StatusCode {
        std::thread::sleep(SHORT);
        StatusCode::OK
    }
    let client = TestClient::new(middleware_stack! {
        Timeout::new().head(Duration::from_nanos(1)),
        => busy
    });
    client.get("/").await.assert_status(200);
}

#[tokio::test]
async fn an_answer_that_waits_less_than_it_may_is_in_time() {
    #[handler]
    async fn patient() -> StatusCode {
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        StatusCode::OK
    }
    let client = TestClient::new(middleware_stack! {
        Timeout::new().head(Duration::from_secs(60)),
        => patient
    });
    client.get("/").await.assert_status(200);
}

#[tokio::test]
async fn a_gateway_says_504_and_whoever_blames_the_client_408() {
    for status in [StatusCode::GATEWAY_TIMEOUT, StatusCode::REQUEST_TIMEOUT] {
        let client = TestClient::new(middleware_stack! {
            provide Dropped::default();
            Timeout::new().head(SHORT).status(status),
            => never
        });
        let res = client.get("/").await;
        res.assert_status(status);
        assert_eq!(res.header("retry-after"), None);
    }
}

#[tokio::test]
async fn the_error_can_be_handled_by_its_type() {
    #[error_handler]
    fn late(err: &TimedOut) -> (StatusCode, String) {
        (err.status(), format!("later than {:?}", err.after()))
    }
    let client = TestClient::new(middleware_stack! {
        provide Dropped::default();
        late, Timeout::new().head(SHORT),
        => never
    });
    let res = client.get("/").await;
    assert_eq!(res.assert_status(503).text().await, "later than 20ms");
}

#[tokio::test]
async fn a_client_that_sends_its_body_too_slowly_is_given_up() {
    #[handler]
    async fn read(body: Body) -> Result<String, Error> {
        let bytes = body.collect().await.map_err(Error::from_boxed)?.to_bytes();
        Ok(bytes.len().to_string())
    }
    let client = TestClient::over_socket(middleware_stack! {
        Timeout::new().upload_idle(SHORT),
        => read
    })
    .await;
    let (sender, body) = dictated();
    sender.send("half of".into()).unwrap();
    client.post("/").body(body).await.assert_status(408);
    drop(sender);
    let res = client.post("/").body("all of it").await;
    assert_eq!(res.text().await, "9");
}

struct Pieces(std::sync::Mutex<Option<Body>>);

#[handler]
fn pieces(pieces: &Pieces) -> Body {
    pieces.0.lock().unwrap().take().unwrap()
}

#[tokio::test]
async fn a_response_that_pauses_is_broken_off_and_one_that_flows_lasts() {
    let (sender, body) = dictated();
    let client = TestClient::new(middleware_stack! {
        provide Pieces(std::sync::Mutex::new(Some(body)));
        Timeout::new().head(SHORT).idle(SHORT * 10),
        => pieces
    });
    let mut res = client.get("/").await;
    let began = Instant::now();
    for _ in 0..30 {
        sender.send("piece".into()).unwrap();
        assert_eq!(res.chunk().await.unwrap(), "piece");
        tokio::time::sleep(SHORT / 2).await;
    }
    assert!(began.elapsed() > SHORT * 10, "longer than any pause may be");
    assert!(res.try_chunk().await.is_err());
}
