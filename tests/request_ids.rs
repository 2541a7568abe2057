//! The name of a request: `RequestIds`, and the `RequestId` that it lends.

use std::sync::Arc;

use futures_util::future::join_all;
use onionskin::{
    Application, Connection, Peer, TestClient, http, prelude::*, stages::RequestIdsError,
};

use crate::mutations::Mutations;

/// Writes down the id that is lent, and the one in the header.
#[handler]
fn ids(id: &RequestId, req: &Request) -> String {
    format!("{id} {}", req.header("x-request-id").unwrap_or_default())
}

/// The id of a request that was sent with these, when lent, request and response agree on one.
async fn id(stage: RequestIds, sent: &[&str]) -> String {
    let client = TestClient::new(middleware_stack! { (stage), => ids });
    let mut request = client.get("/");
    for id in sent {
        request = request.header("x-request-id", *id);
    }
    let response = request.await;
    let said: Vec<_> = response
        .headers()
        .get_all("x-request-id")
        .iter()
        .cloned()
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    let id = said[0].to_str().unwrap().to_owned();
    assert_eq!(response.text().await, format!("{id} {id}"));
    id
}

fn local() -> RequestIds {
    RequestIds::new().trust(["127.0.0.0/8"])
}

#[track_caller]
fn assert_made_here(id: &str) {
    let is_uuid =
        id.len() == 36 && id.as_bytes()[14] == b'7' && b"89ab".contains(&id.as_bytes()[19]);
    assert!(is_uuid, "{id}");
}

#[tokio::test]
async fn every_request_has_an_id_of_its_own() {
    let client = TestClient::new(middleware_stack! { RequestIds::new(), => ids });
    let mut all: Vec<_> = join_all((0..1000).map(|_| async {
        let response = client.get("/").await;
        let id = response.header("x-request-id").unwrap().to_owned();
        assert_made_here(&id);
        assert_eq!(response.text().await, format!("{id} {id}"));
        id
    }))
    .await;
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 1000);
}

#[tokio::test]
async fn an_id_from_nobody_in_particular_is_replaced() {
    assert_made_here(&id(RequestIds::new(), &["forged-id"]).await);
    assert_made_here(&id(RequestIds::new().trust(["10.0.0.0/8"]), &["forged-id"]).await);
}

#[tokio::test]
async fn an_id_from_a_trusted_peer_is_kept_when_it_is_one() {
    let fit = ["12345678", "a.b_c-D9", &"x".repeat(128)];
    for sent in fit {
        assert_eq!(id(local(), &[sent]).await, sent);
    }
    let unfit = [
        "1234567",
        "has blank",
        "has\ttab",
        "{\"a\":\"b\"}",
        "caf\u{e9}-caf\u{e9}",
        "",
    ];
    for sent in unfit
        .into_iter()
        .chain([&*"x".repeat(129), &*"x".repeat(10_240)])
    {
        assert_made_here(&id(local(), &[sent]).await);
    }
    assert_made_here(&id(local(), &["first-id", "second-id"]).await);
}

#[tokio::test]
async fn everyone_is_trusted_when_told() {
    assert_eq!(
        id(RequestIds::new().trust_everyone(), &["their-own"]).await,
        "their-own"
    );
}

#[tokio::test]
async fn a_unix_socket_is_trusted_when_told() {
    async fn from_a_socket(stage: RequestIds) -> String {
        let app = middleware_stack! { (stage), => ids };
        let mut request = http::Request::get("/")
            .header("x-request-id", "their-own")
            .body(Body::empty())
            .unwrap();
        request.set_connection(&Arc::new(Connection::new(Peer::Unix, None, false)));
        let response = app.respond(&mut request).await;
        response.headers()["x-request-id"]
            .to_str()
            .unwrap()
            .to_owned()
    }
    assert_eq!(
        from_a_socket(RequestIds::new().trust_unix()).await,
        "their-own"
    );
    assert_made_here(&from_a_socket(local()).await);
}

#[tokio::test]
async fn what_is_accepted_and_what_is_made_can_be_chosen() {
    let stage = || local().accept(|id| id.as_str().starts_with("edge-"));
    assert_eq!(id(stage(), &["edge-0001"]).await, "edge-0001");
    assert_made_here(&id(stage(), &["other-01"]).await);
    let stage = RequestIds::new().generate(|| RequestId::new("made-by-me").unwrap());
    assert_eq!(id(stage, &[]).await, "made-by-me");
}

#[tokio::test]
async fn the_header_can_be_named() {
    let stage = local().header("X-Correlation-ID");
    let client = TestClient::new(middleware_stack! { (stage), => ids });
    let response = client
        .get("/")
        .header("x-correlation-id", "a-b-c-d-e")
        .await;
    response.assert_header("x-correlation-id", "a-b-c-d-e");
    assert_eq!(response.header("x-request-id"), None);
}

#[tokio::test]
async fn an_id_that_the_response_has_already_stays() {
    #[handler]
    fn own() -> ([(&'static str, &'static str); 1], &'static str) {
        ([("x-request-id", "from-another-system")], "")
    }
    let client = TestClient::new(middleware_stack! { RequestIds::new(), => own });
    let response = client.get("/").await;
    assert_eq!(response.headers().get_all("x-request-id").iter().count(), 1);
    response.assert_header("x-request-id", "from-another-system");
}

#[tokio::test]
async fn refusals_and_responses_without_a_body_carry_the_id() {
    #[middleware(before)]
    fn refuse(req: &mut Request) -> Result<(), StatusCode> {
        let status = req.uri().path()[1..].parse::<u16>().unwrap();
        Err(StatusCode::from_u16(status).unwrap())
    }
    let client = TestClient::new(middleware_stack! { RequestIds::new(), refuse, => ids });
    for status in [204, 304, 400, 404, 500] {
        let response = client.get(&format!("/{status}")).await;
        response.assert_status(status);
        assert_made_here(response.header("x-request-id").unwrap());
        assert_eq!(response.text().await, "");
    }
}

#[tokio::test]
async fn no_value_that_could_be_sent_gets_into_the_log_as_anything_but_an_id() {
    let app = middleware_stack! { local(), => ids };
    let connection = Connection::new(Peer::Tcp(([127, 0, 0, 1], 1).into()), None, false);
    let connection = Arc::new(connection);
    let seeds = [
        "0190d7a8-7c3e-7cc3-98c4-dc0c0c07398f",
        "a.b_c-D9",
        "1234567",
    ];
    let mut kept = 0;
    for value in Mutations::of(&seeds, "-_. {}\"'\\/;=0aZ").take(20_000) {
        let request = http::Request::get("/").header("x-request-id", &value);
        let mut request = request.body(Body::empty()).unwrap();
        request.set_connection(&connection);
        let response = app.respond(&mut request).await;
        let id = response.headers()["x-request-id"].to_str().unwrap();
        kept += usize::from(id.as_bytes() == value.as_bytes());
        assert!((8..=128).contains(&id.len()), "{value:?}");
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        assert!(id.bytes().all(fits), "{value:?}");
    }
    assert!(kept > 1000, "the corpus has hardly a good id: {kept}");
}

#[test]
fn settings_that_cannot_work_are_told_with_what_to_write() {
    let error = RequestIds::new()
        .trust(["proxy.example"])
        .check()
        .unwrap_err();
    assert_eq!(error, RequestIdsError::Network("proxy.example".to_owned()));
    assert!(error.to_string().contains("write `192.0.2.1`"), "{error}");
    let error = RequestIds::new().header("a b").check().unwrap_err();
    assert!(
        error.to_string().contains("write one like `x-request-id`"),
        "{error}"
    );
    assert_eq!(local().check(), Ok(()));
}

#[test]
fn an_id_can_be_sent_on() {
    let id = RequestId::new("a1b2-c3d4").unwrap();
    assert_eq!(HeaderValue::from(&id), "a1b2-c3d4");
}
