//! Settings of `Csrf` and `CsrfTokens` that cannot work.

use onionskin::{prelude::*, stages::CsrfError};

#[test]
fn what_cannot_work_is_told_with_what_to_write() {
    let check = |stage: Csrf| stage.check().unwrap_err().to_string();
    for origin in [
        "*",
        "null",
        "example.org",
        "https://example.org/",
        "https://*.org",
        "",
    ] {
        let error = check(Csrf::new().trust_origin(origin));
        assert!(
            error.contains("write `https://example.org`"),
            "{origin}: {error}"
        );
    }
    assert!(check(Csrf::new().safe_method(Method::POST)).contains(".exempt(…)"));

    let check = |stage: CsrfTokens<u64>| stage.check().unwrap_err().to_string();
    assert!(check(CsrfTokens::new().header("a b")).contains("x-csrf-token"));
    assert!(check(CsrfTokens::new().field("a\nb")).contains("csrf_token"));
    assert!(check(CsrfTokens::new().field("")).contains("csrf_token"));
    assert!(check(CsrfTokens::new().safe_method(Method::DELETE)).contains("DELETE"));
    assert!(check(CsrfTokens::new().form_bytes(0)).contains("zero"));
    assert!(check(CsrfTokens::new().form_time(Duration::ZERO)).contains("zero"));
}

#[test]
fn the_first_of_several_mistakes_is_told() {
    let stage = Csrf::new().safe_method(Method::PUT).trust_origin("*");
    assert_eq!(stage.check(), Err(CsrfError::UnsafeMethod(Method::PUT)));
}

#[test]
fn what_can_work_is_not_refused() {
    let stage = Csrf::new()
        .trust_origin("https://example.org:8443")
        .trust_origin("http://[::1]:3000")
        .trust_origin("moz-extension://9bf2-a1")
        .safe_method(Method::from_bytes(b"QUERY").unwrap())
        .allow_same_site()
        .deny_unmarked();
    assert_eq!(stage.check(), Ok(()));
    let stage = CsrfTokens::<u64>::new().header("X-XSRF-Token").field("_t");
    assert_eq!(stage.check(), Ok(()));
}

#[test]
#[should_panic(expected = "`*` cannot be trusted")]
fn a_stack_with_settings_that_cannot_work_is_not_built() {
    let csrf = Csrf::new().trust_origin("*");
    drop(middleware_stack! { ProxyHeaders::new(), (csrf), => super::echo });
}
