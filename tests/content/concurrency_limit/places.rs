//! How long an answer keeps its place under a `ConcurrencyLimit`.

use std::sync::Mutex;

use onionskin::{TestClient, prelude::*};

use crate::content::dictated;

struct Pieces(Mutex<Option<Body>>);

#[handler]
fn pieces(pieces: &Pieces) -> Body {
    pieces.0.lock().unwrap().take().unwrap_or_default()
}

#[tokio::test]
async fn a_place_is_taken_until_the_body_is_finished_or_dropped() {
    for finish in [true, false] {
        let (sender, body) = dictated();
        let client = TestClient::new(middleware_stack! {
            provide Pieces(Mutex::new(Some(body)));
            ConcurrencyLimit::new().at_once(1).in_line(0),
            => pieces
        });
        let mut streaming = client.get("/").await;
        sender.send("piece".into()).unwrap();
        assert_eq!(streaming.chunk().await.unwrap(), "piece");
        client.get("/").await.assert_status(503);
        drop(sender);
        if finish {
            assert_eq!(streaming.chunk().await, None);
        } else {
            drop(streaming);
        }
        client.get("/").await.assert_status(200);
    }
}

#[tokio::test]
async fn an_answer_in_memory_keeps_no_place() {
    #[handler]
    fn answer() -> &'static str {
        "all of it"
    }
    let client = TestClient::new(middleware_stack! {
        ConcurrencyLimit::new().at_once(1).in_line(0),
        => answer
    });
    let unread = client.get("/").await;
    client.get("/").await.assert_status(200);
    assert_eq!(unread.text().await, "all of it");
}
