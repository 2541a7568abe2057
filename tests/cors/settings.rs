//! Settings that cannot work are refused when the stack is built.

use std::panic::catch_unwind;

use onionskin::{CorsError, OriginError, prelude::*};

use super::{SHOP, allowed, page};

#[test]
fn credentials_for_anybody_are_refused() {
    let credentials = || Cors::new().allow_credentials();
    for (cors, what) in [
        (credentials().allow_any_origin(), "origin"),
        (credentials().allow_origin("*"), "origin"),
        (credentials().allow_origin(SHOP).allow_method("*"), "method"),
        (credentials().allow_origin(SHOP).allow_header("*"), "header"),
    ] {
        assert_eq!(cors.check(), Err(CorsError::CredentialsForAnybody(what)));
    }
    let error = credentials().allow_origin("null").check().unwrap_err();
    assert_eq!(error, CorsError::CredentialsForNull);
    assert!(
        error.to_string().contains("leave one of them out"),
        "{error}"
    );
    for cors in [
        credentials().allow_origin(SHOP).expose_header("*"),
        credentials().mirror_any_origin().expose_header("*"),
    ] {
        let error = cors.check().unwrap_err();
        assert_eq!(error, CorsError::ExposedToCredentials);
        assert!(error.to_string().contains("`.expose_headers`"), "{error}");
    }
    let meant = credentials()
        .mirror_any_origin()
        .allow_origin("null")
        .allow_header("*")
        .allow_method("*");
    assert_eq!(meant.check(), Ok(()));
}

#[test]
fn what_is_no_origin_is_refused() {
    for (text, reason) in [
        ("https://example.org/", OriginError::Path),
        ("https://example.org/path", OriginError::Path),
        ("example.org", OriginError::Scheme),
        ("https://exa*mple.org", OriginError::Host),
        ("https://a.*.example.org", OriginError::Host),
        ("https://*.", OriginError::Host),
        ("https://*.127.0.0.1", OriginError::Host),
        ("https://*.[::1]", OriginError::Host),
        #[cfg(not(feature = "origins"))]
        ("https://bücher.example", OriginError::NotAscii),
    ] {
        let error = CorsError::Origin {
            text: text.to_owned(),
            reason,
        };
        assert_eq!(Cors::new().allow_origin(text).check(), Err(error), "{text}");
    }
}

#[test]
fn what_is_no_method_header_or_status_is_refused() {
    let unfit = [
        Cors::new().allow_method("G ET"),
        Cors::new().allow_method(""),
        Cors::new().allow_method("put"),
        Cors::new().allow_methods(["GET", "Patch"]),
        Cors::new().allow_header("x token"),
        Cors::new().expose_header(""),
        Cors::new().preflight_status(StatusCode::FORBIDDEN),
    ];
    for cors in unfit {
        let error = cors.check().unwrap_err().to_string();
        assert!(error.contains("write"), "{error}");
    }
    for method in [Method::PUT.as_str(), "QUERY", "purge"] {
        assert_eq!(Cors::new().allow_method(method).check(), Ok(()), "{method}");
    }
    assert_eq!(Cors::new().allow_method(Method::PUT).check(), Ok(()));
    assert_eq!(
        Cors::new().allow_header(header::AUTHORIZATION).check(),
        Ok(())
    );
}

#[test]
fn a_stack_of_such_settings_is_not_built() {
    let refused = catch_unwind(|| {
        let cors = Cors::new().allow_any_origin().allow_credentials();
        drop(middleware_stack! { (cors), => page });
    });
    let sentence = *refused.unwrap_err().downcast::<String>().unwrap();
    assert!(
        sentence.contains("`Cors` cannot work: credentials"),
        "{sentence}"
    );
}

#[tokio::test]
async fn all_options_come_from_a_configuration() {
    let cors: Cors = serde_json::from_value(serde_json::json!({
        "allow_origins": [SHOP],
        "allow_methods": ["PUT"],
        "allow_headers": ["x-token"],
        "expose_headers": ["x-total"],
        "allow_credentials": true,
        "allow_private_network": true,
        "allow_timing": true,
        "max_age": 5,
        "preflight_status": 200,
        "respect_handler_headers": true,
        "skip_websocket_check": true,
    }))
    .unwrap();
    let same = Cors::new()
        .allow_origin(SHOP)
        .allow_method("PUT")
        .allow_header("x-token")
        .expose_header("x-total")
        .allow_credentials()
        .allow_private_network()
        .allow_timing()
        .max_age(Duration::from_secs(5))
        .preflight_status(StatusCode::OK)
        .respect_handler_headers()
        .skip_websocket_check();
    assert_eq!(format!("{cors:?}"), format!("{same:?}"));
    assert_eq!(allowed(&cors, SHOP).await.as_deref(), Some(SHOP));

    let none: Cors = serde_json::from_str("{}").unwrap();
    assert_eq!(format!("{none:?}"), format!("{:?}", Cors::new()));
    let plain: Cors =
        serde_json::from_str(r#"{"plain_preflights": true, "max_age": null}"#).unwrap();
    let same = Cors::new().plain_preflights().no_max_age();
    assert_eq!(format!("{plain:?}"), format!("{same:?}"));
    assert!(serde_json::from_str::<Cors>(r#"{"allow_origin": "*"}"#).is_err());
}

#[cfg(feature = "origins")]
#[tokio::test]
async fn a_host_in_another_script_is_compared_as_browsers_write_it() {
    let cors = Cors::new().allow_origin("https://bücher.example:8443");
    let sent = "https://xn--bcher-kva.example:8443";
    assert_eq!(allowed(&cors, sent).await.as_deref(), Some(sent));
    let unfit = Cors::new().allow_origin("https://bü cher.example");
    assert!(unfit.check().is_err());
}
