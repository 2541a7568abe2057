//! Whatever clients send, the answer is theirs to blame, and the next request is served.

use onionskin::{
    Multipart, MultipartError, TestClient, TraceParent,
    prelude::*,
    stages::{LilyaTokens, recommended},
    testing::TestError,
};

use crate::mutations::Mutations;

#[handler]
async fn visit(req: &Request, visits: &Session<u64>) -> Result<String, SessionError> {
    let cookies = req.cookies().count();
    let trace = TraceParent::of(req).is_some();
    Ok(format!("{} {cookies} {trace}", visits.get().await?))
}

#[handler]
async fn upload(mut form: Multipart) -> Result<String, MultipartError> {
    let mut length = 0;
    while let Some(part) = form.next_part().await? {
        length += part.bytes().await?.len();
    }
    Ok(length.to_string())
}

#[handler]
fn order(_: Form<Vec<(String, String)>>) -> StatusCode {
    StatusCode::OK
}

/// Everything that reads what clients send, in one stack over a socket.
async fn everything() -> TestClient {
    let stages = recommended()
        .hosts(["example.org"])
        .trust_proxies(["127.0.0.0/8"])
        .trace(Trace::new().trust_everyone().query(true))
        .access_log(AccessLog::new().query(true))
        .timeout(Timeout::new().head(Duration::from_secs(60)))
        .cors(Cors::new().allow_origin("https://example.com"));
    let tokens = CsrfTokens::<u64>::new().accept_lilya(LilyaTokens::new("secret"));
    TestClient::over_socket(middleware_stack! {
        stages.stages(),
        TrustedReferrer::new(),
        Sessions::<u64>::new(MemoryStore::new()),
        SessionBinding::<u64>::new([7; 32]),
        => routes {
            "/" => visit,
            "/upload" => upload,
            "/order" => order,
            "/guarded" => { Csrf::new(), (tokens), => routes { "/" => order } },
        }
    })
    .await
    .default_header("host", "example.org")
    .default_header("x-forwarded-proto", "https")
    .follow_redirects(false)
}

/// Asks with one value, and then with a good request.
async fn ask(
    client: &TestClient,
    name: &str,
    value: &HeaderValue,
    method: &Method,
    path: &str,
) -> Option<u16> {
    let request = client.request(method.clone(), path);
    let request = request.header(name, value.clone());
    let answer = if *method == Method::POST {
        request.body("csrf_token=x&a=1").try_send().await
    } else {
        request.try_send().await
    };
    let served: Result<_, TestError> = client.get("/").try_send().await;
    served
        .expect("the next request is served")
        .assert_status(200);
    // What cannot be written into a request at all is never sent.
    answer.ok().map(|answer| answer.status().as_u16())
}

#[tokio::test]
async fn no_header_is_answered_with_a_mistake_of_ours() {
    let client = everything().await;
    let headers: &[(&str, &[&str])] = &[
        ("accept", &["text/html;q=0.9, */*", "a/b;q=2"]),
        (
            "accept-encoding",
            &["gzip;q=1.0, br;q=0", "*;q=0, identity;q=0"],
        ),
        (
            "access-control-request-method",
            &["PUT", "GET, GET", "\u{e4}"],
        ),
        ("authorization", &["Bearer x", "Basic ????"]),
        ("cache-control", &["no-transform", "max-age=="]),
        ("content-encoding", &["gzip", "gzip, br, zstd", "identity"]),
        (
            "content-type",
            &[
                "multipart/form-data; boundary=\"a",
                "application/x-www-form-urlencoded",
                "application/json;",
            ],
        ),
        (
            "cookie",
            &["__Host-SESSION_ID=x; =; a=\"\\", "csrftoken=1; csrftoken=2"],
        ),
        ("forwarded", &["for=\"[::1]:x\";for=1", "proto=https;"]),
        ("host", &["example.org:99999", "a@example.org", "[::1"]),
        ("if-none-match", &["W/\"", "*, \"a\""]),
        (
            "if-range",
            &["\"a\"", "Sun, 06 Nov 1994 08:49:37 GMT", "W/"],
        ),
        ("origin", &["https://example.com:x", "null", "https://[::"]),
        (
            "range",
            &[
                "bytes=0-0,-1,9-5",
                "bytes=18446744073709551616-",
                "bytes=,",
                "items=0-5",
            ],
        ),
        ("referer", &["https://example.org\\@evil.example", "://"]),
        ("sec-fetch-site", &["cross-site", "same-origin,none"]),
        ("te", &["trailers, deflate;q=0.5", ";"]),
        (
            "traceparent",
            &[
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "ff-",
            ],
        ),
        ("upgrade", &["websocket", "h2c, , x"]),
        ("via", &["1.1 a, 1.0 ("]),
        ("x-csrf-token", &["AAAA", "\u{e4}"]),
        ("x-forwarded-for", &["1.2.3.4, ::ffff:10.0.0.1, _x", ",,"]),
        ("x-forwarded-host", &["a.example:0", "[::1]]"]),
        ("x-forwarded-port", &["0", "65536", "8e1"]),
        ("x-request-id", &["short", "x\u{e4}xxxxxxxx"]),
    ];
    let asked = [
        (Method::GET, "/?a=%ff&b"),
        (Method::OPTIONS, "/"),
        (Method::POST, "/upload"),
        (Method::POST, "/guarded"),
        (Method::POST, "/order"),
    ];
    for (name, seeds) in headers {
        let mut answered = 0;
        for (value, (method, path)) in Mutations::of(seeds, ",;=\"\\ :/0-[]*")
            .take(40)
            .zip(asked.iter().cycle())
        {
            let Some(status) = ask(&client, name, &value, method, path).await else {
                continue;
            };
            answered += 1;
            assert!(
                (200..500).contains(&status),
                "{status} for `{name}: {value:?}` of {method} {path}"
            );
        }
        assert!(answered > 10, "{name} was answered {answered} times");
    }
}

#[tokio::test]
async fn a_range_that_nobody_serves_changes_nothing() {
    let client = everything().await;
    let whole = client.get("/").await.text().await;
    for range in ["bytes=0-1", "bytes=5-2", "bytes=a-b", "lines=1-2", "="] {
        let answer = client.get("/").header("range", range).await;
        answer.assert_status(200);
        assert_eq!(answer.header("content-range"), None);
        assert_eq!(answer.text().await, whole);
    }
}
