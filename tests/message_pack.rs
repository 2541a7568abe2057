//! Clients speak MessagePack with handlers that speak JSON.

use std::convert::Infallible;

use futures_util::stream;
use onionskin::{MessagePackRejection, TestClient, prelude::*, testing::TestResponse};
use serde_json::{Value, json};

use crate::mutations::Mutations;

const TYPE: &str = "application/vnd.msgpack";

#[handler]
fn echo(Json(value): Json<Value>) -> ([(&'static str, &'static str); 1], Json<Value>) {
    ([("etag", "\"one\"")], Json(value))
}

#[handler]
fn told(req: &Request, body: String) -> String {
    let kind = req.header("content-type").unwrap_or_default();
    let length = req.header("content-length").unwrap_or_default();
    format!("{kind} {length} {body}")
}

/// Answers with the status that the path names, as JSON.
#[handler]
fn status(Path(status): Path<u16>) -> (StatusCode, Json<Value>) {
    (StatusCode::from_u16(status).unwrap(), Json(json!([status])))
}

#[handler]
fn streams() -> ([(&'static str, &'static str); 1], Body) {
    let pieces = stream::iter(["[1,", "2]"].map(Ok::<_, Infallible>));
    (
        [("content-type", "application/json")],
        Body::from_stream(pieces),
    )
}

#[handler]
fn no_json() -> ([(&'static str, &'static str); 1], &'static str) {
    (
        [("content-type", "application/json; charset=utf-8")],
        "[1] 2",
    )
}

#[handler]
fn problem() -> Problem {
    Problem::new(StatusCode::CONFLICT)
}

fn client(stage: MessagePack) -> TestClient {
    TestClient::new(middleware_stack! {
        (stage),
        => routes {
            POST "/echo" => echo,
            POST "/told" => told,
            GET "/status/{status}" => status,
            GET "/streams" => streams,
            GET "/no-json" => no_json,
            GET "/problem" => problem,
        }
    })
}

async fn send(path: &str, kind: &str, body: impl Into<Body>) -> TestResponse {
    let request = client(MessagePack::new()).post(path);
    request.header("content-type", kind).body(body.into()).await
}

fn packed(value: &Value) -> Vec<u8> {
    rmp_serde::to_vec(value).unwrap()
}

fn unpacked(bytes: &[u8]) -> Value {
    rmp_serde::from_slice(bytes).unwrap()
}

fn everything() -> Value {
    json!({
        "truth": [true, false, null],
        "numbers": [0, -1, 255, -129, 65_536, 9_007_199_254_740_993_u64, u64::MAX, i64::MIN, 0.5],
        "text": "an \"ünion\"\n",
        "nested": { "": [[[]], {}] },
    })
}

#[tokio::test]
async fn values_come_as_they_were_sent_and_go_as_they_were_answered() {
    let asked = client(MessagePack::new())
        .post("/echo")
        .header("content-type", TYPE)
        .header("accept", TYPE)
        .body(packed(&everything()));
    let answer = asked.await;
    answer
        .assert_status(200)
        .assert_header("content-type", TYPE)
        .assert_header("vary", "Accept")
        .assert_header("etag", "W/\"one\"");
    assert_eq!(unpacked(&answer.bytes().await), everything());
}

#[tokio::test]
async fn a_body_is_json_below_under_the_type_that_it_means() {
    for (kind, below) in [
        ("application/vnd.msgpack", "application/json"),
        ("Application/MsgPack; v=1", "application/json"),
        ("application/x-msgpack", "application/json"),
        (
            "application/vnd.acme.v2+msgpack",
            "application/vnd.acme.v2+json",
        ),
    ] {
        let said = send("/told", kind, packed(&json!([1, "a"]))).await;
        assert_eq!(said.text().await, format!("{below}  [1,\"a\"]"));
    }
    for kind in [
        "application/json",
        "application/msgpack2",
        "msgpack",
        "+msgpack2",
    ] {
        let said = send("/told", kind, "[1]").await;
        assert_eq!(said.text().await, format!("{kind} 3 [1]"));
    }
}

#[tokio::test]
async fn the_client_decides_by_what_it_names_and_how_well_it_likes_it() {
    let client = client(MessagePack::new());
    for (accepted, kind) in [
        ("application/vnd.msgpack, application/json;q=0.9", TYPE),
        ("application/json, application/vnd.msgpack", TYPE),
        ("APPLICATION/MSGPACK", "application/msgpack"),
        (
            "application/x-msgpack;q=0.2, */*;q=0.1",
            "application/x-msgpack",
        ),
        (
            "application/msgpack;q=0.5, application/vnd.msgpack;q=0.6",
            TYPE,
        ),
        (
            "application/json, application/vnd.msgpack;q=0.9",
            "application/json",
        ),
        ("application/vnd.msgpack;q=0", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/vnd.msgpack;q=2", "application/json"),
        ("text/html", "application/json"),
    ] {
        let answer = client.get("/status/200").header("accept", accepted).await;
        answer
            .assert_header("content-type", kind)
            .assert_header("vary", "Accept");
        let body = answer.bytes().await;
        let value = if kind == "application/json" {
            serde_json::from_slice(&body).unwrap()
        } else {
            unpacked(&body)
        };
        assert_eq!(value, json!([200]), "{accepted}");
    }
    let answer = client.get("/status/200").await;
    answer
        .assert_header("content-type", "application/json")
        .assert_header("vary", "Accept");
}

#[tokio::test]
async fn what_is_no_json_in_memory_stays_as_it_is() {
    let client = client(MessagePack::new());
    for (path, status, kind, body) in [
        ("/status/204", 204, None, ""),
        ("/streams", 200, Some("application/json"), "[1,2]"),
        (
            "/no-json",
            200,
            Some("application/json; charset=utf-8"),
            "[1] 2",
        ),
        (
            "/problem",
            409,
            Some("application/problem+json"),
            r#"{"status":409,"title":"Conflict","type":"about:blank"}"#,
        ),
    ] {
        let answer = client.get(path).header("accept", TYPE).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert_eq!(answer.text().await, body, "{path}");
    }
    let failed = client.get("/status/422").header("accept", TYPE).await;
    failed
        .assert_status(422)
        .assert_header("content-type", TYPE);
    assert_eq!(unpacked(&failed.bytes().await), json!([422]));
}

#[tokio::test]
async fn the_answer_to_head_is_that_of_get_without_its_bytes() {
    let client = client(MessagePack::new());
    let get = client.get("/status/200").header("accept", TYPE).await;
    let head = client.head("/status/200").header("accept", TYPE).await;
    head.assert_header("content-type", TYPE)
        .assert_header("vary", "Accept");
    assert_eq!(head.bytes().await, "");
    let length = get.bytes().await.len().to_string();
    assert_eq!(head.header("content-length"), Some(&*length));
}

#[tokio::test]
async fn an_answer_over_the_limit_stays_json() {
    for (limit, kind) in [(5, TYPE), (4, "application/json")] {
        let client = client(MessagePack::new().max_bytes(limit));
        let answer = client.get("/status/200").header("accept", TYPE).await;
        answer
            .assert_header("content-type", kind)
            .assert_header("vary", "Accept");
    }
}

#[tokio::test]
async fn what_json_does_not_have_is_written_by_rule() {
    for (bytes, text) in [
        (&b"\xc4\x03\x00\x01\x02"[..], r#""AAEC""#),
        (b"\xa2\xff\xfe", r#""//4=""#),
        (b"\x82\x01\xc0\xc2\xc0", r#"{"1":null,"false":null}"#),
        (b"\x81\xc4\x01\xff\x01", r#"{"/w==":1}"#),
        (b"\xcb\x7f\xf8\0\0\0\0\0\0", "null"),
        (b"\xca\x3f\x80\0\0", "1.0"),
    ] {
        let said = send("/told", TYPE, bytes.to_vec()).await;
        let said = said.assert_status(200).text().await;
        assert_eq!(said, format!("application/json  {text}"));
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_a_400_that_tells_nothing() {
    let deep = [vec![0x91; 10_000], vec![0xc0]].concat();
    let open = vec![0x91; 10_000];
    let malformed = [
        &b""[..],
        b"\xc1",
        b"\x92\x01",
        b"\x01\x02",
        b"\xdd\xff\xff\xff\xff\x01",
        b"\xdb\xff\xff\xff\xffa",
        b"\xc6\xff\xff\xff\xffa",
        b"\xd6\xff\x00\x00\x00\x00",
        b"\x81\x90\x01",
        b"\x81\xc0\x01",
        &deep,
        &open,
    ];
    for bytes in malformed {
        // Chunked, because an empty body would be none.
        let pieces = stream::iter([Ok::<_, Infallible>(bytes.to_vec())]);
        let answer = send("/echo", TYPE, Body::from_stream(pieces)).await;
        answer
            .assert_status(400)
            .assert_header("content-type", "application/problem+json");
        let text = answer.text().await;
        assert!(
            text.contains("is no MessagePack that can be read"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_a_413() {
    let large = packed(&json!("x".repeat(3 * 1024 * 1024)));
    send("/echo", TYPE, large).await.assert_status(413);
    // Fits as it is sent, and not as the JSON that it means.
    let grows = packed(&json!("\u{1}".repeat(1024 * 1024)));
    send("/echo", TYPE, grows).await.assert_status(413);
}

#[tokio::test]
async fn a_client_that_sends_neither_is_told_of_both() {
    let refused = send("/echo", "text/plain", "[1]").await;
    refused
        .assert_status(415)
        .assert_header("accept", "application/json, application/vnd.msgpack");
}

#[tokio::test]
async fn the_refusal_can_be_handled_by_its_type() {
    #[error_handler]
    fn unreadable(err: &MessagePackRejection) -> (StatusCode, &'static str) {
        let is_malformed = matches!(err, MessagePackRejection::Malformed(_));
        assert!(is_malformed, "{err:?}");
        (StatusCode::IM_A_TEAPOT, "what?")
    }
    let app = middleware_stack! { unreadable, MessagePack::new(), => echo };
    let asked = TestClient::new(app).post("/").header("content-type", TYPE);
    asked.body("\u{1}\u{1}").await.assert_status(418);
}

#[tokio::test]
async fn no_body_and_no_accept_bring_it_down() {
    let client = client(MessagePack::new());
    let seeds = [
        "\u{1}",
        "\u{7f}",
        "abc",
        "application/vnd.msgpack;q=0.5, */*",
    ];
    for value in Mutations::of(&seeds, "\u{80}\u{81}\u{91}\u{92}az;,=/*").take(5_000) {
        let asked = client
            .post("/echo")
            .header("content-type", TYPE)
            .header("accept", value.clone())
            .body(value.as_bytes().to_vec());
        let answer = asked.await;
        let status = answer.status().as_u16();
        assert!([200, 400].contains(&status), "{status} for {value:?}");
    }
}
