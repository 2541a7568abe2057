//! Policies are written as browsers read them, and checked before.

use onionskin::{
    ContentSecurityPolicy, Csp, CspError, CspSource, PermissionsPolicy, PermissionsPolicyError,
};

fn policy() -> ContentSecurityPolicy {
    ContentSecurityPolicy::new()
}

#[test]
fn directives_are_written_in_order_and_a_later_one_replaces() {
    let policy = policy()
        .default_src(["self"])
        .script_src(["'self'", "https://cdn.example.org", "sha256-abc="])
        .style_src(["self", "unsafe-inline"])
        .img_src([""; 0])
        .sandbox([""; 0])
        .trusted_types(["default", "allow-duplicates"])
        .require_trusted_types()
        .upgrade_insecure_requests()
        .without("style-src")
        .default_src([CspSource::NONE]);
    assert_eq!(policy.check(), Ok(()));
    assert_eq!(
        policy.to_string(),
        "default-src 'none'; script-src 'self' https://cdn.example.org 'sha256-abc='; \
         img-src 'none'; sandbox; trusted-types default 'allow-duplicates'; \
         require-trusted-types-for 'script'; upgrade-insecure-requests"
    );
}

#[test]
fn a_text_is_read_and_a_directive_that_stands_twice_counts_once() {
    let read = ContentSecurityPolicy::parse(
        " default-src  'self' ;; IMG-src *;\tupgrade-insecure-requests ; default-src 'none'; ",
    );
    assert_eq!(read.check(), Ok(()));
    assert_eq!(
        read.to_string(),
        "default-src 'none'; img-src *; upgrade-insecure-requests"
    );
    let policy: ContentSecurityPolicy =
        serde_json::from_str(r#""script-src 'nonce' 'strict-dynamic'""#).unwrap();
    assert_eq!(policy.to_string(), "script-src 'nonce-…' 'strict-dynamic'");
    assert_eq!(Csp::new().policy(policy).check(), Ok(()));
}

#[test]
fn what_cannot_stand_in_a_policy_is_refused() {
    let source = |directive: &str, source: &str| {
        let (directive, source) = (directive.to_owned(), source.to_owned());
        Err(CspError::Source { directive, source })
    };
    for (policy, refusal) in [
        (
            policy().directive("scirpt-src", ["self"]),
            Err(CspError::Directive("scirpt-src".into())),
        ),
        (
            policy().img_src(["a; script-src *"]),
            source("img-src", "a; script-src *"),
        ),
        (policy().img_src(["a,b"]), source("img-src", "a,b")),
        (
            policy().img_src(["a\r\nx: y"]),
            source("img-src", "a\r\nx: y"),
        ),
        (
            policy().img_src(["bücher.example"]),
            source("img-src", "bücher.example"),
        ),
        (policy().img_src([""]), source("img-src", "")),
        (
            policy().script_src(["nonce-always"]),
            source("script-src", "'nonce-always'"),
        ),
        (
            policy().script_src(["'nonce-always'"]),
            source("script-src", "'nonce-always'"),
        ),
        (
            policy().img_src(["none", "https:"]),
            Err(CspError::NoneAndMore("img-src".into())),
        ),
        (
            policy().directive("upgrade-insecure-requests", ["1"]),
            source("upgrade-insecure-requests", "1"),
        ),
    ] {
        assert_eq!(policy.check(), refusal, "{policy}");
        assert_eq!(Csp::new().policy(policy).check(), refusal);
    }
    for (name, url) in [
        ("Csp", "https://a.example"),
        ("csp", "http://a.example"),
        ("csp", "/\""),
    ] {
        let csp = Csp::new().reporting_endpoint(name, url);
        assert_eq!(
            csp.check(),
            Err(CspError::Endpoint(name.to_owned())),
            "{name} {url}"
        );
    }
}

#[test]
fn permissions_are_lists_of_origins() {
    let policy = PermissionsPolicy::new()
        .deny("camera")
        .allow_any("fullscreen")
        .allow("geolocation", ["https://Maps.example.org:443"])
        .allow_self("camera");
    assert_eq!(
        policy.to_string(),
        "camera=(self), fullscreen=*, geolocation=(self \"https://maps.example.org\")"
    );
    let unfit = |error| Err::<(), _>(error);
    assert_eq!(
        PermissionsPolicy::new().deny("camera=*, usb").check(),
        unfit(PermissionsPolicyError::Feature("camera=*, usb".into()))
    );
    assert_eq!(
        PermissionsPolicy::new().allow("usb", ["\"x"]).check(),
        unfit(PermissionsPolicyError::Origin("\"x".into()))
    );
}
