//! A nonce is another for every answer, and the policy names the one that the page has.

use std::{collections::HashSet, panic::catch_unwind};

use onionskin::{ContentSecurityPolicy, CspError, CspSource, TestClient, prelude::*};

use super::{POLICY, ask, echo, names, values};

#[handler]
fn page(nonce: &CspNonce) -> String {
    nonce.to_string()
}

#[handler]
fn not_modified(nonce: &CspNonce) -> (StatusCode, String) {
    (StatusCode::NOT_MODIFIED, nonce.to_string())
}

#[handler]
fn cached(nonce: &CspNonce) -> impl IntoResponse + use<> {
    ([("cache-control", "public, max-age=60")], nonce.to_string())
}

#[tokio::test]
async fn the_policy_names_the_nonce_of_the_page() {
    let client = TestClient::new(middleware_stack! { Csp::new(), => page });
    let mut seen = HashSet::new();
    for _ in 0..100 {
        let response = client.get("/").await;
        let policy = values(&response, POLICY).remove(0);
        let nonce = response.text().await;
        assert_eq!(nonce.len(), 22, "128 bits in base64");
        assert_eq!(
            policy,
            format!(
                "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
                 form-action 'self'; upgrade-insecure-requests; \
                 script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}'"
            )
        );
        assert!(seen.insert(nonce));
    }
}

#[tokio::test]
async fn a_page_that_does_not_ask_has_a_nonce_all_the_same() {
    let client = TestClient::new(middleware_stack! { Csp::new(), => echo });
    let policies = [ask(&client, &[]).await, ask(&client, &[]).await].map(|it| values(&it, POLICY));
    assert!(policies[0][0].contains("'nonce-"));
    assert_ne!(policies[0], policies[1]);
}

#[tokio::test]
async fn a_page_with_its_nonce_is_kept_out_of_shared_caches() {
    let client = TestClient::new(middleware_stack! {
        Csp::new(),
        => routes { GET "/" => page, GET "/cached" => cached, GET "/plain" => echo }
    });
    for (path, caching) in [
        ("/", &["no-store"][..]),
        ("/cached", &["max-age=60, private"]),
        ("/plain", &[]),
    ] {
        assert_eq!(values(&client.get(path).await, "cache-control"), caching);
    }
}

#[tokio::test]
async fn a_policy_of_the_handler_is_kept_unless_ours_is_forced() {
    let own = ["content-security-policy: img-src *"];
    let kept = TestClient::new(middleware_stack! { Csp::new(), => echo });
    assert_eq!(values(&ask(&kept, &own).await, POLICY), ["img-src *"]);
    let forced = TestClient::new(middleware_stack! { Csp::new().force(), => echo });
    let policies = values(&ask(&forced, &own).await, POLICY);
    assert!(
        policies.len() == 1 && policies[0].contains("'nonce-"),
        "{policies:?}"
    );
}

#[tokio::test]
async fn the_policy_with_the_nonce_goes_before_that_of_the_set() {
    let client = TestClient::new(middleware_stack! { SecurityHeaders::new(), Csp::new(), => page });
    let policies = values(&client.get("/").await, POLICY);
    assert!(
        policies.len() == 1 && policies[0].contains("'nonce-"),
        "{policies:?}"
    );
}

#[tokio::test]
async fn a_page_that_has_not_changed_keeps_the_policy_that_it_came_with() {
    let app = middleware_stack! { SecurityHeaders::new(), Csp::new(), => not_modified };
    let response = TestClient::new(app).get("/").await;
    assert_eq!(response.status(), 304);
    assert!(!names(&response).contains(&POLICY));
}

#[tokio::test]
async fn a_policy_can_be_tried_out_and_reported() {
    let trial = ContentSecurityPolicy::new()
        .script_src([CspSource::NONCE, CspSource::REPORT_SAMPLE])
        .report_to("csp");
    let csp = Csp::new()
        .policy(ContentSecurityPolicy::api())
        .report_only(trial)
        .reporting_endpoint("csp", "https://reports.example.org/csp");
    let client = TestClient::new(middleware_stack! { (csp), => page });
    let response = client.get("/").await;
    let trial = values(&response, "content-security-policy-report-only").remove(0);
    assert_eq!(
        values(&response, POLICY),
        ["default-src 'none'; frame-ancestors 'none'"]
    );
    assert_eq!(
        values(&response, "reporting-endpoints"),
        ["csp=\"https://reports.example.org/csp\""]
    );
    let nonce = response.text().await;
    assert_eq!(
        trial,
        format!("script-src 'nonce-{nonce}' 'report-sample'; report-to csp")
    );
}

#[tokio::test]
async fn no_nonce_is_printed() {
    let nonce = CspNonce::default();
    assert!(!format!("{nonce:?}").contains(nonce.as_str()));
}

#[test]
fn a_nonce_without_a_place_and_a_place_without_a_nonce_are_refused() {
    let without = Csp::new().policy(ContentSecurityPolicy::strict());
    assert_eq!(without.check(), Err(CspError::NoNonce));
    let refused = catch_unwind(|| {
        let set = SecurityHeaders::new().content_security_policy(ContentSecurityPolicy::nonces());
        drop(middleware_stack! { (set), => echo });
    });
    let sentence = *refused.unwrap_err().downcast::<String>().unwrap();
    assert!(sentence.contains("`Csp` stage further down"), "{sentence}");
}
