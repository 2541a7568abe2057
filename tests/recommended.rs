//! The recommended stages: what every public application stands behind.

use onionskin::{
    TestClient,
    prelude::*,
    stages::{Recommended, recommended},
};

#[handler]
fn hello(client: &ClientAddr, trust: &HostTrust, id: &RequestId) -> String {
    format!("{client} {} {}", trust.is_trusted(), id.as_str().len())
}

#[handler]
fn fails() -> Result<String, onionskin::Error> {
    Ok(std::fs::read_to_string("/there/is/no/such/file")?)
}

#[handler]
fn panics() -> StatusCode {
    panic!("a secret")
}

#[handler]
async fn never() -> StatusCode {
    std::future::pending().await
}

#[handler]
fn length(text: String) -> String {
    text.len().to_string()
}

fn client(stages: Recommended) -> TestClient {
    let app = middleware_stack! {
        stages.stages(),
        => routes {
            GET "/" => hello,
            GET "/fails" => fails,
            GET "/panics" => panics,
            GET "/never" => never,
            POST "/length" => length,
        }
    };
    TestClient::new(app)
        .base_url("https://example.org")
        .follow_redirects(false)
}

fn ours() -> Recommended {
    recommended()
        .hosts(["example.org"])
        .trust_proxies(["127.0.0.1"])
        .timeout(Timeout::new().head(Duration::from_millis(20)))
        .cors(Cors::new().allow_origin("https://app.example.org"))
}

#[test]
fn the_stages_stand_in_their_order() {
    let app = middleware_stack! { ours().stages(), => hello };
    let drawing = app.describe().to_string();
    let mut rest = drawing.as_str();
    for stage in [
        "RequestIds",
        "Trace",
        "AccessLog",
        "ProxyHeaders",
        "SecurityHeaders",
        "Hsts",
        "TrustedHost",
        "HttpsRedirect",
        "Cors",
        "ServerError",
        "ConcurrencyLimit",
        "Timeout",
        "BodyLimit",
    ] {
        let at = rest.find(stage);
        rest = &rest[at.unwrap_or_else(|| panic!("{stage} is not in its place:\n{drawing}"))..];
    }
}

#[tokio::test]
async fn what_the_stages_find_out_is_lent() {
    let client = client(ours());
    let asked = client.get("/").header("x-forwarded-for", "203.0.113.7");
    let answer = asked.header("x-forwarded-proto", "https").await;
    assert_eq!(answer.text().await, "203.0.113.7 true 36");
    let named = client.get("/").header("x-request-id", "of-the-proxy").await;
    named.assert_header("x-request-id", "of-the-proxy");
}

#[tokio::test]
async fn every_answer_carries_what_browsers_and_people_need() {
    let client = client(ours());
    let large = "x".repeat(2 * 1024 * 1024 + 1);
    let asked = [
        (client.get("/"), 200),
        (client.get("/nowhere"), 404),
        (client.post("/"), 405),
        (client.post("/length").body(large), 413),
        (client.get("/fails"), 500),
        (client.get("/panics"), 500),
        (client.get("/never"), 503),
    ];
    for (request, status) in asked {
        let answer = request.header("origin", "https://app.example.org").await;
        answer
            .assert_status(status)
            .assert_header("access-control-allow-origin", "https://app.example.org")
            .assert_header("x-content-type-options", "nosniff")
            .assert_header(
                "strict-transport-security",
                "max-age=63072000; includeSubDomains",
            );
        assert!(answer.header("x-request-id").is_some());
        let text = answer.text().await;
        assert!(
            !text.contains("secret") && !text.contains("such file"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn refusals_carry_the_headers_of_their_level() {
    let client = client(ours());
    let evil = client.get("/").header("host", "evil.example").await;
    evil.assert_status(400)
        .assert_header("x-frame-options", "DENY");
    let clear = client.get("/").header("x-forwarded-proto", "http").await;
    clear
        .assert_status(308)
        .assert_header("location", "https://example.org/")
        .assert_header("x-frame-options", "DENY");
    assert_eq!(clear.header("strict-transport-security"), None);
}

#[tokio::test]
async fn without_a_word_nobody_is_believed_and_only_this_machine_is_served() {
    let client = client(recommended());
    client.get("/").await.assert_status(400);
    let local = client.get("/").header("host", "localhost");
    let answer = local.header("x-forwarded-for", "203.0.113.7").await;
    assert_eq!(answer.text().await, "127.0.0.1 true 36");
}

#[tokio::test]
async fn development_is_by_plain_http_on_this_machine() {
    let client = client(ours().plain_http_for_development()).base_url("http://localhost:8000");
    let answer = client.get("/").await;
    answer
        .assert_status(200)
        .assert_header("referrer-policy", "same-origin");
    assert_eq!(answer.header("strict-transport-security"), None);
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.ends_with("form-action 'self'"), "{policy}");
}

#[tokio::test]
async fn development_keeps_the_headers_that_were_set() {
    let headers = SecurityHeaders::web().take_off(header::SERVER);
    let stages = ours().plain_http_for_development();
    let client = client(stages.security_headers(headers)).base_url("http://localhost:8000");
    let answer = client.get("/").await;
    answer.assert_header("referrer-policy", "strict-origin-when-cross-origin");
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("img-src 'self' data: https:"), "{policy}");
    assert!(!policy.contains("upgrade-insecure-requests"), "{policy}");
}

#[tokio::test]
async fn every_stage_can_be_replaced() {
    let stages = ours()
        .request_ids(RequestIds::new().header("x-id"))
        .security_headers(SecurityHeaders::api())
        .hsts(None)
        .https_redirect(HttpsRedirect::new().to_host("www.example.org"))
        .trusted_host(TrustedHost::new().allow(["example.org"]).misdirected())
        .proxy_headers(ProxyHeaders::new())
        .body_limit(BodyLimit::new().bytes(3))
        .concurrency_limit(ConcurrencyLimit::new().at_once(1))
        .server_error(ServerError::new())
        .trace(None)
        .access_log(None);
    let client = client(stages);
    let answer = client.post("/length").body("four").await;
    answer.assert_status(413);
    assert!(answer.header("x-id").is_some());
    assert_eq!(answer.header("strict-transport-security"), None);
    let evil = client.get("/").header("host", "evil.example");
    evil.await.assert_status(421);
    let forged = client
        .get("http://example.org/")
        .header("x-forwarded-proto", "https");
    let location = "https://www.example.org/";
    forged.await.assert_header("location", location);
}

/// One of many stages with a frame of its own.
struct Pass<const N: usize>;

#[middleware]
impl<const N: usize> Pass<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        let mut res = next.run(req).await;
        res.headers_mut().append("x-passed", HeaderValue::from(N));
        res
    }
}

#[tokio::test]
async fn a_deep_stack_fits_below_them() {
    let app = middleware_stack! {
        ours().stages(),
        Pass::<1>, Pass::<2>, Pass::<3>, Pass::<4>, Pass::<5>, Pass::<6>, Pass::<7>, Pass::<8>, Pass::<9>,
        Pass::<10>, Pass::<11>, Pass::<12>, Pass::<13>, Pass::<14>, Pass::<15>, Pass::<16>, Pass::<17>,
        => routes {
            "/below" => {
                Pass::<18>, Pass::<19>,
                => routes { GET "/" => hello }
            }
        }
    };
    let client = TestClient::new(app).base_url("https://example.org");
    let answer = client.get("/below").await;
    answer.assert_status(200);
    assert_eq!(answer.headers().get_all("x-passed").iter().count(), 19);
}

#[test]
#[should_panic(expected = "is not a pattern of hosts; write `example.org`")]
fn a_setting_that_cannot_work_is_told_when_the_stages_are_made() {
    _ = recommended().hosts(["https://example.org"]).stages();
}
