//! Applications and connections that share a thread do not get in each other's way.

use std::sync::{Arc, Weak};

use onionskin::{Application, Body, Request, Response, testing::TestServer};

use super::{Gate, Paths, Raw};

/// Answers with a word of its own.
struct Word(Arc<&'static str>);

impl Application for Word {
    async fn respond(&self, _: &mut Request) -> Response {
        Response::new(Body::from(*self.0))
    }
}

#[tokio::test]
async fn two_applications_on_one_thread_answer_for_themselves() {
    let word = TestServer::start(Word(Arc::new("word"))).await;
    let other = TestServer::start(Word(Arc::new("other"))).await;
    let paths = TestServer::start(Paths).await;
    let mut clients = [
        (Raw::connect(word.addr()).await, "word"),
        (Raw::connect(other.addr()).await, "other"),
        (Raw::connect(paths.addr()).await, "/path"),
    ];
    for _ in 0..3 {
        for (client, answer) in &mut clients {
            client.get("/path").await;
            assert_eq!(client.response().await.1, *answer);
        }
    }
}

#[tokio::test]
async fn connections_that_wait_do_not_hold_up_others() {
    let gate = Gate::new();
    let server = TestServer::start(gate.clone()).await;
    let mut waiting = Vec::new();
    for _ in 0..100 {
        let mut client = Raw::connect(server.addr()).await;
        client.get("/").await;
        gate.entered().await;
        waiting.push(client);
    }
    let mut free = Raw::connect(server.addr()).await;
    free.get("/free").await;
    assert_eq!(free.response().await.1, "answered");
    for mut client in waiting {
        gate.open();
        assert_eq!(client.response().await.1, "answered");
        client.get("/free").await;
        assert_eq!(client.response().await.1, "answered");
    }
}

#[tokio::test]
async fn nothing_of_an_application_outlives_its_server() {
    let value = Arc::new("value");
    let held: Weak<_> = Arc::downgrade(&value);
    let server = TestServer::start(Word(value)).await;
    let mut client = Raw::connect(server.addr()).await;
    client.get("/").await;
    client.response().await;
    server.shutdown().await;
    assert_eq!(client.rest().await, "");
    assert!(held.upgrade().is_none());
}
