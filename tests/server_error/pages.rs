//! What the client reads, and what the log does.

use std::sync::Arc;

use onionskin::{TestClient, prelude::*, stages::Fault};
use serde_json::{Value, json};

use super::{fails, in_words, own_page, refused};
use crate::log::Log;

fn client(stage: ServerError) -> TestClient {
    TestClient::new(middleware_stack! {
        (stage),
        => routes {
            GET "/in-words" => in_words,
            GET "/own-page" => own_page,
            GET "/refused" => refused,
            _ => fails,
        }
    })
}

#[tokio::test]
async fn an_error_is_a_problem_with_the_id_of_the_request_and_logged_once() {
    let log = Log::here();
    let res = client(ServerError::new())
        .get("/error")
        .header("x-request-id", "0123-4567-89ab")
        .await;
    res.assert_status(500);
    let expected = json!({
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "request_id": "0123-4567-89ab",
    });
    assert_eq!(res.json::<Value>().await, expected);
    assert_eq!(
        log.take(),
        [
            "message=no tea: <script>tea</script> is out of stock in warehouse 7 \
              stage=\"fails\" method=GET path=\"/error\" status=500 "
        ]
    );
}

#[tokio::test]
async fn nothing_of_an_error_or_a_panic_is_told_in_any_form() {
    for path in ["/error", "/panic"] {
        for accept in ["application/json", "text/html", "text/plain"] {
            let res = client(ServerError::new())
                .get(path)
                .header("accept", accept)
                .await;
            let text = res.assert_status(500).text().await;
            assert!(text.contains("500"), "{text}");
            assert!(
                !text.contains("warehouse") && !text.contains("tea"),
                "{text}"
            );
        }
    }
}

#[tokio::test]
async fn a_panic_is_logged_once_and_names_its_stage() {
    let log = Log::here();
    let res = client(ServerError::new()).get("/panic").await;
    res.assert_status(500);
    assert_eq!(
        log.take(),
        [
            "message=a stage panicked: warehouse 7 is gone stage=\"fails\" method=GET path=\"/panic\" "
        ]
    );
}

#[tokio::test]
async fn an_id_that_is_none_is_not_repeated() {
    let long = "x".repeat(129);
    for id in ["short", "<script>alert(1)</script>", "a b c d e f", &long] {
        let res = client(ServerError::new())
            .get("/error")
            .header("x-request-id", id)
            .await;
        assert_eq!(res.json::<Value>().await.get("request_id"), None, "{id}");
    }
}

#[tokio::test]
async fn the_id_is_the_one_that_was_given_whatever_its_header_is_called() {
    let client = TestClient::new(middleware_stack! {
        RequestIds::new().header("x-correlation-id"), ServerError::new(),
        => fails
    });
    let res = client
        .get("/error")
        .header("x-request-id", "forged-by-me")
        .await;
    let id = res.header("x-correlation-id").unwrap();
    assert_eq!(res.json::<Value>().await["request_id"], id);
}

#[tokio::test]
async fn a_bare_status_gets_a_page() {
    let res = client(ServerError::new()).get("/503").await;
    let body: Value = res.assert_status(503).json().await;
    assert_eq!(body["title"], "Service Unavailable");
}

#[tokio::test]
async fn the_words_of_a_problem_are_kept_in_every_form() {
    let client = client(ServerError::new());
    let body: Value = client
        .get("/in-words")
        .await
        .assert_status(502)
        .json()
        .await;
    assert_eq!(body["bank"], 7);
    let res = client.get("/in-words").header("accept", "text/html").await;
    let page = res.assert_status(502).text().await;
    assert!(
        page.contains("<h1>502 The bank does not answer</h1>"),
        "{page}"
    );
    assert!(page.contains("Try &lt;again&gt; tomorrow."), "{page}");
    assert!(
        page.contains("<code>bank_is_&lt;silent&gt;</code>"),
        "{page}"
    );
    let res = client.get("/in-words").header("accept", "text/plain").await;
    assert_eq!(
        res.text().await,
        "502 The bank does not answer\n\nTry <again> tomorrow.\n\nCode: bank_is_<silent>\n"
    );
}

#[tokio::test]
async fn a_page_that_somebody_has_written_and_a_4xx_pass() {
    let client = client(ServerError::new());
    let res = client.get("/own-page").header("accept", "text/plain").await;
    res.assert_status(503)
        .assert_header("content-type", "text/html; charset=utf-8")
        .assert_header("x-content-type-options", "nosniff");
    assert_eq!(res.text().await, "closed for today");
    let res = client.get("/refused").header("accept", "text/html").await;
    res.assert_status(409)
        .assert_header("content-type", "application/problem+json");
    let res = client.get("/204").await;
    assert_eq!(res.assert_status(204).text().await, "");
}

#[tokio::test]
async fn the_answer_to_head_has_no_body() {
    for client in [
        client(ServerError::new()),
        TestClient::over_socket(middleware_stack! { ServerError::new(), => fails }).await,
    ] {
        for path in ["/error", "/panic", "/500"] {
            let res = client.head(path).await;
            res.assert_status(500)
                .assert_header("content-type", "application/problem+json");
            assert_eq!(res.text().await, "");
        }
    }
}

#[tokio::test]
async fn cookies_and_other_headers_of_the_response_stay() {
    #[middleware(after)]
    fn stamp(res: &mut Response) {
        let headers = res.headers_mut();
        headers.append("set-cookie", HeaderValue::from_static("a=1"));
        headers.append("vary", HeaderValue::from_static("cookie"));
        headers.insert("content-encoding", HeaderValue::from_static("br"));
        headers.insert("etag", HeaderValue::from_static("\"1\""));
        headers.insert("retry-after", HeaderValue::from_static("5"));
    }
    let client = TestClient::new(middleware_stack! { ServerError::new(), stamp, => fails });
    let res = client.get("/503").await;
    res.assert_header("set-cookie", "a=1")
        .assert_header("retry-after", "5");
    assert_eq!(res.header("content-encoding"), None);
    assert_eq!(res.header("etag"), None);
    let vary: Vec<_> = res.headers().get_all("vary").iter().collect();
    assert_eq!(vary, ["cookie, accept"]);
}

#[tokio::test]
async fn a_page_of_your_own_knows_all_and_keeps_the_status() {
    fn page(fault: &Fault<'_>) -> Html<String> {
        Html(format!(
            "{} in {}: {}",
            fault.request().uri().path(),
            fault.stage().unwrap_or("?"),
            fault
                .error()
                .map(ToString::to_string)
                .or(fault.panic().map(ToOwned::to_owned))
                .unwrap_or_default(),
        ))
    }
    let log = Log::here();
    let client = client(ServerError::new().with(page));
    for (path, text) in [
        ("/error", "/error in fails: no tea"),
        ("/panic", "/panic in fails: warehouse 7 is gone"),
        ("/500", "/500 in ?: "),
    ] {
        let res = client.get(path).await;
        res.assert_status(500)
            .assert_header("content-type", "text/html; charset=utf-8");
        assert_eq!(res.text().await, text);
    }
    assert_eq!(
        log.take().len(),
        2,
        "each failure is logged, whoever writes its page"
    );
}

#[tokio::test]
async fn a_page_of_your_own_that_panics_is_replaced() {
    fn page(_: &Fault<'_>) -> StatusCode {
        panic!("no page today")
    }
    let log = Log::here();
    let res = client(ServerError::new().with(page)).get("/500").await;
    assert_eq!(res.assert_status(500).json::<Value>().await["status"], 500);
    assert_eq!(
        log.take(),
        ["message=a stage panicked: no page today stage=\"ServerError\" "]
    );
}

#[tokio::test]
async fn the_stages_above_see_an_ordinary_response() {
    #[middleware(after)]
    fn allow(res: &mut Response) {
        res.headers_mut()
            .insert("access-control-allow-origin", HeaderValue::from_static("*"));
    }
    let client = TestClient::new(middleware_stack! { allow, ServerError::new(), => fails });
    for path in ["/error", "/panic"] {
        client
            .get(path)
            .await
            .assert_status(500)
            .assert_header("access-control-allow-origin", "*");
    }
}

#[tokio::test]
async fn a_panic_costs_no_other_request() {
    let app = Arc::new(middleware_stack! { ServerError::new(), => fails });
    let client = TestClient::over_socket(app).await;
    let (panicked, answered) = tokio::join!(client.get("/panic").send(), client.get("/204").send());
    panicked.assert_status(500);
    answered.assert_status(204);
}
