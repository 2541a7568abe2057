//! Whatever clients send, the answer is theirs to blame, and the next request is served.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

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

/// What the fuzz targets begin with, by the name of the target.
fn seeds() -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut seeds = BTreeMap::new();
    for target in read_dir("seeds") {
        let files = fs::read_dir(&target).expect("it is a folder");
        let read = |file: io::Result<fs::DirEntry>| fs::read(file?.path());
        let files = files.map(read).collect::<io::Result<_>>();
        seeds.insert(name_of(&target), files.expect("they can be read"));
    }
    seeds
}

/// What is in a folder of the fuzz targets.
fn read_dir(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fuzz().join(folder)).expect("the targets are there");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    paths.collect()
}

fn fuzz() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

fn name_of(path: &Path) -> String {
    let stem = path.file_stem().expect("a file has a name");
    stem.to_str().expect("names are ASCII").to_owned()
}

#[test]
fn every_fuzz_target_has_seeds_and_is_listed() {
    let list = fs::read_to_string(fuzz().join("README.md")).expect("it is text");
    let binaries = fs::read_to_string(fuzz().join("Cargo.toml")).expect("it is text");
    let mut seeds = seeds();
    for target in read_dir("fuzz_targets") {
        let name = name_of(&target);
        assert!(list.contains(&format!("`{name}`")), "{name}");
        assert!(binaries.contains(&format!("name = \"{name}\"")), "{name}");
        let seeds = seeds.remove(&name).unwrap_or_default();
        assert!(!seeds.is_empty(), "{name} has nothing to begin with");
    }
    assert!(seeds.is_empty(), "nobody begins with {:?}", seeds.keys());
}

#[tokio::test]
async fn what_the_fuzz_targets_begin_with_is_answered_in_every_header_and_as_a_body() {
    const HEADERS: [&str; 16] = [
        "accept",
        "accept-encoding",
        "access-control-request-headers",
        "authorization",
        "content-encoding",
        "content-type",
        "cookie",
        "forwarded",
        "host",
        "origin",
        "referer",
        "sec-fetch-site",
        "traceparent",
        "upgrade",
        "x-forwarded-for",
        "x-request-id",
    ];
    let client = everything().await;
    for (target, seeds) in seeds() {
        for seed in seeds {
            for path in ["/upload", "/order", "/guarded"] {
                let kind = "multipart/form-data; boundary=b";
                let request = client.post(path).header("content-type", kind);
                let status = request.body(seed.clone()).await.status();
                assert!(!status.is_server_error(), "{status} for {target} at {path}");
            }
            let Ok(value) = HeaderValue::from_bytes(&seed) else {
                continue;
            };
            for name in HEADERS {
                let status = ask(&client, name, &value, &Method::POST, "/guarded").await;
                let is_ours = status.is_some_and(|status| status >= 500);
                assert!(!is_ours, "{status:?} for {target} in `{name}`");
            }
        }
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
