//! The sets of headers that stand on every answer.

use onionskin::{
    ContentSecurityPolicy, CrossOriginEmbedderPolicy, CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy, CspError, FrameOptionsError, PermissionsPolicy, ReferrerPolicy,
    SecurityHeadersError, TestClient, prelude::*,
};

use super::{POLICY, ask, echo, names, values};

fn client(set: SecurityHeaders) -> TestClient {
    TestClient::new(middleware_stack! { (set), => echo })
}

#[tokio::test]
async fn the_strict_set_is_complete() {
    let response = ask(&client(SecurityHeaders::new()), &[]).await;
    for (name, value) in [
        (
            POLICY,
            "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
             form-action 'self'; upgrade-insecure-requests",
        ),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("origin-agent-cluster", "?1"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-dns-prefetch-control", "off"),
        ("x-frame-options", "DENY"),
        ("x-permitted-cross-domain-policies", "none"),
        ("x-xss-protection", "0"),
    ] {
        assert_eq!(values(&response, name), [value]);
    }
    let permissions = values(&response, "permissions-policy").remove(0);
    assert!(permissions.contains("camera=(), display-capture=(), geolocation=()"));
    assert_eq!(names(&response).len(), 11);
}

#[tokio::test]
async fn the_other_sets_differ_where_they_must() {
    let web = ask(&client(SecurityHeaders::web()), &[]).await;
    assert_eq!(values(&web, "x-frame-options"), ["SAMEORIGIN"]);
    assert!(values(&web, POLICY)[0].contains("frame-ancestors 'self'"));
    assert_eq!(
        values(&web, "referrer-policy"),
        ["strict-origin-when-cross-origin"]
    );
    assert_eq!(
        values(&web, "cross-origin-opener-policy"),
        ["same-origin-allow-popups"]
    );
    let api = ask(&client(SecurityHeaders::api()), &[]).await;
    assert_eq!(
        names(&api),
        [
            POLICY,
            "cross-origin-resource-policy",
            "referrer-policy",
            "x-content-type-options",
            "x-frame-options",
            "x-permitted-cross-domain-policies",
        ]
    );
}

#[tokio::test]
async fn a_header_of_the_handler_is_kept_unless_ours_is_forced() {
    let own = ["x-frame-options: SAMEORIGIN", "referrer-policy: origin"];
    let kept = ask(&client(SecurityHeaders::new()), &own).await;
    assert_eq!(values(&kept, "x-frame-options"), ["SAMEORIGIN"]);
    assert_eq!(values(&kept, "referrer-policy"), ["origin"]);
    let forced = SecurityHeaders::new()
        .force(header::X_FRAME_OPTIONS)
        .force(header::REFERRER_POLICY);
    let forced = ask(&client(forced), &own).await;
    assert_eq!(values(&forced, "x-frame-options"), ["DENY"]);
    assert_eq!(values(&forced, "referrer-policy"), ["no-referrer"]);
    assert!(values(&forced, POLICY)[0].contains("frame-ancestors 'none'"));
}

#[tokio::test]
async fn frames_that_a_handler_allows_are_not_forbidden_by_the_policy() {
    let client = client(SecurityHeaders::new());
    let response = ask(&client, &["x-frame-options: SAMEORIGIN"]).await;
    let policy = values(&response, POLICY).remove(0);
    assert!(!policy.contains("frame-ancestors"), "{policy}");
    assert!(policy.contains("default-src 'self'"), "{policy}");

    let own = "content-security-policy: frame-ancestors https://a.example";
    let response = ask(&client, &[own]).await;
    assert!(values(&response, "x-frame-options").is_empty());
    assert_eq!(
        values(&response, POLICY),
        ["frame-ancestors https://a.example"]
    );
}

#[tokio::test]
async fn every_header_can_be_set_and_left_out() {
    let set = SecurityHeaders::web()
        .content_security_policy(ContentSecurityPolicy::new().img_src(["self"]))
        .frame_options(FrameOptions::new())
        .referrer_policy(ReferrerPolicy::SameOrigin)
        .cross_origin_opener_policy(CrossOriginOpenerPolicy::SameOrigin)
        .cross_origin_embedder_policy(CrossOriginEmbedderPolicy::RequireCorp)
        .cross_origin_resource_policy(CrossOriginResourcePolicy::CrossOrigin)
        .permissions_policy(PermissionsPolicy::new().deny("usb"))
        .header(
            HeaderName::from_static("x-own"),
            HeaderValue::from_static("1"),
        )
        .report_only(ContentSecurityPolicy::strict())
        .reporting_endpoint("csp", "/reports")
        .without(header::X_XSS_PROTECTION);
    let response = ask(&client(set), &[]).await;
    for (name, value) in [
        (POLICY, "img-src 'self'"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("permissions-policy", "usb=()"),
        ("referrer-policy", "same-origin"),
        ("reporting-endpoints", "csp=\"/reports\""),
        ("x-frame-options", "DENY"),
        ("x-own", "1"),
    ] {
        assert_eq!(values(&response, name), [value]);
    }
    assert_eq!(
        values(&response, "content-security-policy-report-only").len(),
        1
    );
    assert!(values(&response, "x-xss-protection").is_empty());

    let none = SecurityHeaders::api()
        .without(header::CONTENT_SECURITY_POLICY)
        .without(header::X_FRAME_OPTIONS);
    let response = ask(&client(none), &[]).await;
    assert!(values(&response, POLICY).is_empty());
    assert!(values(&response, "x-frame-options").is_empty());
}

#[tokio::test]
async fn what_tells_of_the_server_is_taken_off() {
    let own = ["server: secret/1.0", "x-powered-by: secrets", "x-own: 1"];
    let response = ask(&client(SecurityHeaders::new()), &own).await;
    assert!(values(&response, "server").is_empty());
    assert!(values(&response, "x-powered-by").is_empty());
    assert_eq!(values(&response, "x-own"), ["1"]);
    let set = SecurityHeaders::new()
        .keep(header::SERVER)
        .take_off(HeaderName::from_static("x-own"));
    let response = ask(&client(set), &own).await;
    assert_eq!(values(&response, "server"), ["secret/1.0"]);
    assert!(values(&response, "x-own").is_empty());
}

#[tokio::test]
async fn every_answer_has_the_set() {
    let app = middleware_stack! {
        SecurityHeaders::new(),
        Cors::new().allow_origin("https://a.example"),
        => routes { GET "/" => echo }
    };
    let client = TestClient::new(app);
    for status in ["200", "201", "204", "404", "500"] {
        let response = client.get("/").header("x-status", status).await;
        assert_eq!(
            names(&response).len(),
            12,
            "{status}: {:?}",
            names(&response)
        );
    }
    assert_eq!(names(&client.get("/missing").await).len(), 12);
    let redirect = client
        .get("/")
        .header("x-status", "302")
        .follow_redirects(false);
    assert_eq!(names(&redirect.await).len(), 12);

    let unchanged = client.get("/").header("x-status", "304").await;
    assert!(!names(&unchanged).contains(&POLICY));
    assert_eq!(names(&unchanged).len(), 11);
    let framed = client.get("/").header("x-answer", "server: secret/1.0");
    let unchanged = framed.header("x-status", "304").await;
    assert!(!names(&unchanged).contains(&POLICY));

    let preflight = client
        .request(Method::OPTIONS, "/")
        .header("origin", "https://a.example")
        .header("access-control-request-method", "GET")
        .await;
    assert!(names(&preflight).contains(&"x-content-type-options"));
    assert!(!names(&preflight).contains(&"cross-origin-opener-policy"));

    let empty = client.get("/").header("x-status", "204").await;
    assert!(values(&empty, "content-length").is_empty());
}

#[tokio::test]
async fn an_answer_that_is_none_yet_is_left_alone() {
    let app = middleware_stack! { SecurityHeaders::new(), => echo };
    let mut request = Request::new(Body::empty());
    request
        .headers_mut()
        .insert("x-status", HeaderValue::from_static("101"));
    assert!(app.respond(&mut request).await.headers().is_empty());
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let set = SecurityHeaders::new;
    let bad_frames = serde_json::from_str::<FrameOptions>("\"ALLOWALL\"").unwrap();
    for (set, error) in [
        (
            set().content_security_policy(ContentSecurityPolicy::new().img_src(["a b"])),
            SecurityHeadersError::Policy(CspError::Source {
                directive: "img-src".into(),
                source: "a b".into(),
            }),
        ),
        (
            set().report_only(ContentSecurityPolicy::nonces()),
            SecurityHeadersError::Policy(CspError::NonceWithoutStage),
        ),
        (
            set().frame_options(bad_frames),
            SecurityHeadersError::Frames(FrameOptionsError::Value("ALLOWALL".into())),
        ),
        (
            set().force(header::ETAG),
            SecurityHeadersError::Forced(header::ETAG),
        ),
    ] {
        assert_eq!(set.check(), Err(error));
    }
    let left_out = set().force(header::REFERRER_POLICY);
    let left_out = left_out.without(header::REFERRER_POLICY);
    assert_eq!(left_out.check(), Ok(()));
    assert!(
        set()
            .permissions_policy(PermissionsPolicy::new().deny("A"))
            .check()
            .is_err()
    );
}
