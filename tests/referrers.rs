//! From whose page a request comes: `TrustedReferrer`.

use onionskin::{Application, TestClient, http, prelude::*, stages::TrustedReferrerError};

use crate::mutations::Mutations;

#[handler]
fn verdict(trust: &ReferrerTrust) -> String {
    format!("{trust:?}")
}

/// The verdict on a request to `https://example.org` with these headers.
async fn judge(stage: TrustedReferrer, headers: &[(&str, &str)]) -> String {
    let app = middleware_stack! { ProxyHeaders::new(), (stage), => verdict };
    let client = TestClient::new(app).base_url("https://example.org");
    let mut request = client.get("/");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.await.text().await
}

async fn judge_referrer(stage: TrustedReferrer, referrer: &str) -> String {
    judge(stage, &[("referer", referrer)]).await
}

#[tokio::test]
async fn our_own_origin_is_trusted_by_scheme_host_and_port() {
    for (referrer, said) in [
        ("https://example.org/a?b#c", "SameOrigin"),
        ("HTTPS://EXAMPLE.ORG.:443", "SameOrigin"),
        ("https://example.org:8443/", "Untrusted"),
        ("http://example.org/", "Untrusted"),
        ("https://www.example.org/", "Untrusted"),
        ("https://example.org.evil.example/", "Untrusted"),
        ("https://evil.example/https://example.org/", "Untrusted"),
    ] {
        assert_eq!(
            judge_referrer(TrustedReferrer::new(), referrer).await,
            said,
            "{referrer}"
        );
    }
    let stage = TrustedReferrer::new().distrust_same_origin();
    assert_eq!(
        judge_referrer(stage, "https://example.org/").await,
        "Untrusted"
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_not_trusted() {
    for referrer in [
        "",
        "example.org",
        "//example.org/",
        "https:example.org",
        "https://",
        "https://user@example.org/",
        "https://example.org:0/",
        "https://example.org:x/",
        "https://exam ple.org/",
        "https://example.org\\@evil.example/",
        "ftp://example.org/",
        "null",
    ] {
        let stage = TrustedReferrer::new().allow_missing();
        assert_eq!(
            judge_referrer(stage, referrer).await,
            "Untrusted",
            "{referrer}"
        );
    }
    let twice = [
        ("referer", "https://example.org/"),
        ("referer", "https://example.org/"),
    ];
    assert_eq!(judge(TrustedReferrer::new(), &twice).await, "Untrusted");
}

#[tokio::test]
async fn named_origins_are_trusted() {
    let stage = || TrustedReferrer::new().allow(["partner.example", "http://*.b.example:8000"]);
    for (referrer, said) in [
        ("https://partner.example/", r#"Allowed("partner.example")"#),
        ("https://PARTNER.example/", r#"Allowed("partner.example")"#),
        ("http://partner.example/", "Untrusted"),
        ("https://partner.example:8443/", "Untrusted"),
        ("https://a.partner.example/", "Untrusted"),
        (
            "http://a.b.example:8000/",
            r#"Allowed("http://*.b.example:8000")"#,
        ),
        ("http://b.example:8000/", "Untrusted"),
        ("http://a.b.example/", "Untrusted"),
        ("https://a.b.example:8000/", "Untrusted"),
    ] {
        assert_eq!(judge_referrer(stage(), referrer).await, said, "{referrer}");
    }
}

#[tokio::test]
async fn a_request_that_does_not_tell_is_trusted_only_when_told() {
    assert_eq!(judge(TrustedReferrer::new(), &[]).await, "Untrusted");
    let lax = || TrustedReferrer::new().allow_missing();
    assert_eq!(judge(lax(), &[]).await, "Missing");
    assert_eq!(judge(lax(), &[("sec-fetch-site", "none")]).await, "Missing");
    assert_eq!(
        judge(lax(), &[("sec-fetch-site", "cross-site")]).await,
        "Untrusted"
    );
}

#[tokio::test]
async fn anything_is_trusted_when_told() {
    let stage = || TrustedReferrer::new().allow_any();
    assert_eq!(judge(stage(), &[]).await, "AnyAllowed");
    assert_eq!(judge_referrer(stage(), "nonsense").await, "AnyAllowed");
}

#[tokio::test]
async fn what_the_browser_says_of_the_site_comes_before_the_referrer() {
    let own = ("referer", "https://example.org/");
    let stage = TrustedReferrer::new;
    assert_eq!(
        judge(stage(), &[("sec-fetch-site", "same-origin")]).await,
        "SameOrigin"
    );
    assert_eq!(
        judge(stage(), &[("sec-fetch-site", "cross-site"), own]).await,
        "Untrusted"
    );
    assert_eq!(
        judge(stage(), &[("sec-fetch-site", "Same-Origin"), own]).await,
        "Untrusted"
    );
    for sites in [
        ["same-origin", "cross-site"],
        ["same-origin", "same-origin"],
    ] {
        let twice = sites.map(|site| ("sec-fetch-site", site));
        assert_eq!(judge(stage(), &twice).await, "Untrusted");
    }
    let partner = [
        ("sec-fetch-site", "cross-site"),
        ("referer", "https://partner.example/"),
    ];
    let said = judge(stage().allow(["https://partner.example"]), &partner).await;
    assert_eq!(said, r#"Allowed("https://partner.example")"#);
}

#[tokio::test]
async fn the_whole_site_is_trusted_when_told() {
    let site = || TrustedReferrer::new().same_site();
    assert_eq!(
        judge(site(), &[("sec-fetch-site", "same-site")]).await,
        "SameSite"
    );
    assert_eq!(
        judge_referrer(site(), "http://example.org:8000/").await,
        "SameSite"
    );
    assert_eq!(
        judge_referrer(site(), "https://example.org/").await,
        "SameOrigin"
    );
    assert_eq!(
        judge_referrer(site(), "https://evil.example/").await,
        "Untrusted"
    );
    let stage = TrustedReferrer::new();
    assert_eq!(
        judge(stage, &[("sec-fetch-site", "same-site")]).await,
        "Untrusted"
    );
}

#[tokio::test]
async fn what_is_not_trusted_is_refused_when_told_and_caches_learn_why() {
    async fn ask(stage: TrustedReferrer, referrer: &str) -> (u16, String) {
        let app = middleware_stack! { ProxyHeaders::new(), (stage), => verdict };
        let client = TestClient::new(app).base_url("https://example.org");
        let response = client.get("/").header("referer", referrer).await;
        let vary = response.header("vary").unwrap_or_default().to_owned();
        (response.status().as_u16(), vary)
    }
    let vary = || "Referer, Sec-Fetch-Site".to_owned();
    let (own, evil) = ("https://example.org/", "https://evil.example/");
    let block = || TrustedReferrer::new().block();
    assert_eq!(ask(block(), evil).await, (403, vary()));
    assert_eq!(ask(block(), own).await, (200, vary()));
    let stage = TrustedReferrer::new().block_as_bad_request();
    assert_eq!(ask(stage, evil).await, (400, vary()));
    assert_eq!(
        ask(TrustedReferrer::new(), evil).await,
        (200, String::new())
    );
}

#[tokio::test]
async fn no_referrer_that_could_be_sent_passes_for_one_of_ours() {
    let app = middleware_stack! {
        ProxyHeaders::new(),
        TrustedReferrer::new().allow(["https://*.partner.example"]),
        => verdict
    };
    let seeds = [
        "http://example.org/a?b#c",
        "https://www.partner.example:443/",
        "http://user@example.org/",
        "http://[::1]:80/",
        "https://partner.example.evil.example/",
    ];
    let mut trusted = 0;
    for value in Mutations::of(&seeds, ":/@.?#[]\\*-0e").take(20_000) {
        let request = http::Request::get("/").header("host", "example.org");
        let mut request = request
            .header("referer", &value)
            .body(Body::empty())
            .unwrap();
        let response = app.respond(&mut request).await;
        assert_eq!(response.status(), 200);
        let body = http_body_util::BodyExt::collect(response.into_body()).await;
        if body.unwrap().to_bytes() != "Untrusted" {
            trusted += 1;
            let text = value.to_str().unwrap().to_ascii_lowercase();
            let authority = text.split("://").nth(1).unwrap();
            let authority = authority.split(['/', '?', '#']).next().unwrap();
            let host = authority.split(':').next().unwrap().trim_end_matches('.');
            assert!(
                host == "example.org" || host.ends_with(".partner.example"),
                "{value:?}"
            );
        }
    }
    assert!(
        trusted > 1000,
        "the corpus has hardly a good referrer: {trusted}"
    );
}

#[test]
fn patterns_that_are_none_are_told_with_what_to_write() {
    for pattern in [
        "",
        "*",
        "ftp://example.org",
        "https://example.org/",
        "https://*",
        "a b",
    ] {
        let error = TrustedReferrer::new().allow([pattern]).check().unwrap_err();
        assert_eq!(error, TrustedReferrerError::Pattern(pattern.to_owned()));
        assert!(
            error.to_string().contains("write `https://example.org`"),
            "{error}"
        );
    }
    let stage = TrustedReferrer::new().allow(["example.org", "http://[::1]:8000"]);
    assert_eq!(stage.check(), Ok(()));
}

#[test]
fn a_stage_that_would_refuse_everything_is_told_with_what_to_write() {
    let nobody = || TrustedReferrer::new().distrust_same_origin();
    let error = nobody().block().check().unwrap_err();
    assert_eq!(error, TrustedReferrerError::Nobody);
    assert!(error.to_string().contains("write `.allow("), "{error}");
    for somebody in [
        nobody(),
        nobody().block().allow_missing(),
        nobody().block().allow_any(),
        nobody().block().allow(["https://partner.example"]),
        TrustedReferrer::new().block(),
    ] {
        assert_eq!(somebody.check(), Ok(()), "{somebody:?}");
    }
}
