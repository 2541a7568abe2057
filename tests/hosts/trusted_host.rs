//! `TrustedHost`.

use onionskin::{Application, TestClient, http::Version, prelude::*, stages::TrustedHostError};

use super::{request, status, verdict};

fn example() -> TrustedHost {
    TrustedHost::new().allow(["example.com"])
}

#[tokio::test]
async fn a_name_is_the_same_in_any_spelling() {
    for host in [
        "example.com",
        "EXAMPLE.com",
        "example.com.",
        "example.com:443",
        "example.com.:8080",
    ] {
        assert_eq!(status(example(), host).await, 200, "{host}");
    }
}

#[tokio::test]
async fn a_name_of_any_length_is_read_and_compared_alike() {
    for label in [1, 20, 33, 34, 35, 36, 37, 63] {
        let name = format!("{}.org", "a".repeat(label));
        let stage = || TrustedHost::new().allow([&name]);
        for host in [
            name.clone(),
            name.to_ascii_uppercase(),
            format!("{name}."),
            format!("{name}.:8080"),
        ] {
            assert_eq!(status(stage(), &host).await, 200, "{host}");
        }
        for other in [format!("{name}a"), format!("a{name}"), format!("{name}..")] {
            assert_eq!(status(stage(), &other).await, 400, "{other}");
        }
    }
}

#[tokio::test]
async fn a_name_that_is_not_ascii_is_trusted_as_it_stands_in_dns() {
    let stage = TrustedHost::new().allow(["xn--bcher-kva.example"]);
    assert_eq!(status(stage, "XN--bcher-kva.example").await, 200);
}

#[cfg(feature = "origins")]
#[tokio::test]
async fn a_pattern_may_be_written_in_any_script() {
    let stage = || TrustedHost::new().allow(["B\u{fc}cher.example", "*.stra\u{df}e.example:8443"]);
    assert_eq!(stage().check(), Ok(()));
    assert_eq!(status(stage(), "xn--bcher-kva.example").await, 200);
    assert_eq!(status(stage(), "a.xn--strae-oqa.example:8443").await, 200);
    assert_eq!(status(stage(), "bcher.example").await, 400);
}

#[cfg(not(feature = "origins"))]
#[test]
fn a_pattern_that_is_not_ascii_is_told_how_to_be_written() {
    let error = TrustedHost::new()
        .allow(["b\u{fc}cher.example"])
        .check()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("(`xn--…`), or switch on the feature `idna`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_host_that_cannot_be_read_is_a_400() {
    for host in [
        "",
        " ",
        ".",
        ":80",
        "example.com:",
        "example.com:0",
        "example.com:65536",
        "example.com:080000",
        "example.com:evil",
        "example.com:80:80",
        "example.com:@x",
        "a@example.com",
        "exam ple.com",
        "example.com/",
        "example.com/secret?",
        "example.com#",
        "example.com, example.com",
        "example..com",
        ".example.com",
        "example.com..",
        "ex%61mple.com",
        "\"example.com\"",
        "b\u{fc}cher.example",
        "999.1.1.1",
        "1.2.3",
        "[::1",
        "::1",
        "[::1]x",
        "[::1]:",
        "[::1%25eth0]",
        "[example.com]",
        "[]",
    ] {
        let any = TrustedHost::new().allow_any();
        assert_eq!(status(any, host).await, 400, "{host:?}");
        assert_eq!(status(example(), host).await, 400, "{host:?}");
    }
    let long = format!("{}.com", "a".repeat(64));
    assert_eq!(status(TrustedHost::new().allow_any(), &long).await, 400);
    let long = "a.".repeat(127) + "com";
    assert_eq!(status(TrustedHost::new().allow_any(), &long).await, 400);
}

#[tokio::test]
async fn a_host_that_is_missing_or_there_twice_is_a_400() {
    let app = middleware_stack! { ProxyHeaders::new(), example(), => verdict };
    let same: &[&[u8]] = &[b"example.com", b"example.com"];
    for hosts in [&[] as &[&[u8]], same] {
        let response = app.respond(&mut request("/", hosts)).await;
        assert_eq!(response.status(), 400, "{hosts:?}");
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
    }
}

#[tokio::test]
async fn the_target_of_the_request_comes_before_the_header_and_must_agree_with_it() {
    let app = middleware_stack! { ProxyHeaders::new(), example(), => verdict };
    for (target, hosts, status) in [
        ("http://example.com/", &[] as &[&[u8]], 200),
        ("http://EXAMPLE.com/", &[b"example.com."], 200),
        ("http://example.com/", &[b"evil.example"], 400),
        ("http://evil.example/", &[b"example.com"], 400),
        ("http://example.com/", &[b"exam ple.com"], 400),
        ("http://example.com:8080/", &[b"example.com"], 400),
    ] {
        let response = app.respond(&mut request(target, hosts)).await;
        assert_eq!(response.status(), status, "{target} {hosts:?}");
    }
}

#[tokio::test]
async fn a_star_stands_for_labels_but_not_for_none() {
    let below = || TrustedHost::new().allow(["*.Example.com"]);
    for (host, expected) in [
        ("a.example.com", 200),
        ("a.b.example.com", 200),
        ("example.com", 400),
        (".example.com", 400),
        ("evil-example.com", 400),
        ("example.com.evil.example", 400),
    ] {
        assert_eq!(status(below(), host).await, expected, "{host}");
    }
    assert_eq!(status(below().one_label(), "a.example.com").await, 200);
    assert_eq!(status(below().one_label(), "a.b.example.com").await, 400);
}

#[tokio::test]
async fn addresses_are_compared_by_their_value() {
    let v6 = || TrustedHost::new().allow(["[::1]"]);
    assert_eq!(status(v6(), "[::1]:8080").await, 200);
    assert_eq!(status(v6(), "[0:0:0:0:0:0:0:1]").await, 200);
    assert_eq!(status(v6(), "[::2]").await, 400);
    let v4 = TrustedHost::new().allow(["192.0.2.1"]);
    assert_eq!(status(v4, "192.0.2.1:80").await, 200);
}

#[tokio::test]
async fn a_pattern_with_a_port_fits_that_port_only() {
    let stage = || TrustedHost::new().allow(["example.com:8443", "plain.example:80"]);
    assert_eq!(status(stage(), "example.com:8443").await, 200);
    assert_eq!(status(stage(), "example.com").await, 400);
    assert_eq!(status(stage(), "plain.example").await, 200);
}

#[tokio::test]
async fn until_told_only_this_machine_is_trusted() {
    for (host, expected) in [
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:8000", 200),
        ("example.com", 400),
    ] {
        assert_eq!(status(TrustedHost::new(), host).await, expected, "{host}");
    }
    assert_eq!(status(example(), "localhost").await, 400);
    assert_eq!(status(example().allow_loopback(), "localhost").await, 200);
}

#[tokio::test]
async fn an_untrusted_host_can_be_answered_with_421() {
    assert_eq!(status(example().misdirected(), "evil.example").await, 421);
    assert_eq!(status(example().misdirected(), "evil example").await, 400);
}

#[tokio::test]
async fn the_refusal_does_not_repeat_what_the_client_sent() {
    let client = TestClient::new(middleware_stack! { ProxyHeaders::new(), example(), => verdict });
    let refused = client.get("/").header("host", "evil.example").await;
    assert!(!refused.text().await.contains("evil"));
}

#[tokio::test]
async fn the_verdict_is_lent() {
    async fn said(stage: TrustedHost, host: &str) -> String {
        let app = middleware_stack! { ProxyHeaders::new(), (stage), => verdict };
        let client = TestClient::new(app);
        client.get("/").header("host", host).await.text().await
    }
    let stage = example().allow(["*.example.com"]);
    assert_eq!(
        said(stage, "a.example.com").await,
        r#"Trusted("*.example.com")"#
    );
    assert_eq!(
        said(example().mark_only(), "evil.example").await,
        "Untrusted"
    );
    assert_eq!(
        said(example().mark_only(), "evil example").await,
        "Untrusted"
    );
    let any = TrustedHost::new().allow_any();
    assert_eq!(said(any, "evil.example").await, "AnyAllowed");
}

#[tokio::test]
async fn http_1_0_may_come_without_a_host_when_told() {
    async fn ask(stage: TrustedHost, version: Version) -> u16 {
        let app = middleware_stack! { ProxyHeaders::new(), (stage), => verdict };
        let mut request = request("/", &[]);
        *request.version_mut() = version;
        app.respond(&mut request).await.status().as_u16()
    }
    assert_eq!(ask(example(), Version::HTTP_10).await, 400);
    let old = || example().allow_http10_without_host();
    assert_eq!(ask(old(), Version::HTTP_10).await, 200);
    assert_eq!(ask(old(), Version::HTTP_11).await, 400);
}

#[tokio::test]
async fn the_host_that_a_trusted_proxy_tells_is_the_one_that_counts() {
    let app = middleware_stack! {
        ProxyHeaders::new().trust(["127.0.0.1"]).forwarded_host(),
        example(),
        => verdict
    };
    let client = TestClient::new(app);
    let ask = |forwarded| {
        let asked = client.get("/").header("host", "inner.example");
        asked.header("x-forwarded-host", forwarded)
    };
    ask("example.com").await.assert_status(200);
    ask("evil.example").await.assert_status(400);
    ask("example.com/secret?").await.assert_status(400);
}

#[tokio::test]
async fn the_path_is_that_of_the_target_whatever_the_host_says() {
    #[handler]
    fn path(req: &Request) -> String {
        req.uri().path().to_owned()
    }
    let app = middleware_stack! {
        ProxyHeaders::new(), example().mark_only(),
        => routes { GET "/admin" => verdict, _ => path }
    };
    let client = TestClient::new(app);
    let asked = client.get("/open").header("host", "x/admin?");
    assert_eq!(asked.await.text().await, "/open");
}

#[test]
fn patterns_that_are_none_are_told_with_what_to_write() {
    for pattern in [
        "",
        "a.*.example",
        "*example.com",
        "https://example.com",
        "a b",
        "*.1.2.3.4",
        "a:0",
    ] {
        let error = TrustedHost::new().allow([pattern]).check().unwrap_err();
        assert_eq!(error, TrustedHostError::Pattern(pattern.to_owned()));
        assert!(error.to_string().contains("write `example.org`"), "{error}");
    }
    let error = TrustedHost::new().allow(["*"]).check().unwrap_err();
    assert!(error.to_string().contains("allow_any"), "{error}");
    let nobody = TrustedHost::new().allow([""; 0]);
    let error = nobody.check().unwrap_err();
    assert_eq!(error, TrustedHostError::NoHost);
    assert!(
        error.to_string().contains(".allow([\"example.org\"])"),
        "{error}"
    );
    // Where nothing is refused, there may be no host that is more than the others.
    let nobody = TrustedHost::new().allow([""; 0]).mark_only();
    assert_eq!(nobody.check(), Ok(()));
    let error = example().redirect_to_www().check().unwrap_err();
    assert!(error.to_string().contains("www.example.org"), "{error}");
    let idle = TrustedHost::new()
        .allow(["www.example.com"])
        .redirect_to_www()
        .mark_only();
    let error = idle.check().unwrap_err();
    assert_eq!(error, TrustedHostError::MarkedOnly);
    assert!(error.to_string().contains("leave"), "{error}");
    assert_eq!(example().check(), Ok(()));
    assert_eq!(TrustedHost::new().check(), Ok(()));
}
