//! Whose pages may read.

use onionskin::{Origin, OriginError, prelude::*};

use super::{ELSEWHERE, SHOP, allowed, client, header, said};

#[tokio::test]
async fn nobody_is_allowed_until_told() {
    assert_eq!(allowed(&Cors::new(), SHOP).await, None);
}

#[tokio::test]
async fn an_origin_is_compared_without_case_and_without_its_default_port() {
    let cors = Cors::new().allow_origins(["HTTPS://Shop.Example.org:443", "http://[2001:DB8::1]"]);
    for origin in [
        SHOP,
        "https://shop.example.org:443",
        "HTTPS://SHOP.example.ORG",
        "http://[2001:db8:0::1]:80",
    ] {
        assert_eq!(allowed(&cors, origin).await.as_deref(), Some(origin));
    }
    for origin in [
        "http://shop.example.org",
        "https://shop.example.org:444",
        "https://shop.example.org:80",
        "https://shop.example.org.evil.example",
        "https://evil.example/https://shop.example.org",
        "https://shop.example.org@evil.example",
        "https://evilshop.example.org",
        "https://example.org",
    ] {
        assert_eq!(allowed(&cors, origin).await, None, "{origin}");
    }
}

#[tokio::test]
async fn a_star_in_front_is_every_name_below_and_not_the_name_itself() {
    let cors = Cors::new().allow_origin("https://*.Example.org:8443");
    for origin in ["https://a.example.org:8443", "https://a.b.example.org:8443"] {
        assert_eq!(allowed(&cors, origin).await.as_deref(), Some(origin));
    }
    for origin in [
        "https://example.org:8443",
        "https://a.example.org",
        "http://a.example.org:8443",
        "https://.example.org:8443",
        "https://evil-example.org:8443",
        "https://a.example.org.evil.example:8443",
    ] {
        assert_eq!(allowed(&cors, origin).await, None, "{origin}");
    }
}

#[tokio::test]
async fn any_origin_is_a_star_that_needs_no_vary() {
    let response = client(Cors::new().allow_any_origin())
        .get("/")
        .header("origin", ELSEWHERE)
        .await;
    assert_eq!(said(&response), ["allow-origin: *"]);
    assert_eq!(header(&response, "vary"), None);
}

#[tokio::test]
async fn null_is_allowed_only_when_it_is_named() {
    let all_but_null = [
        Cors::new().mirror_any_origin(),
        Cors::new().allow_origin_if(|_, _| true),
        Cors::new().allow_origin_if_async(|_, _| async { true }),
        #[cfg(feature = "origins")]
        Cors::new().allow_origin_regex(".*"),
    ];
    for cors in all_but_null {
        assert_eq!(allowed(&cors, "null").await, None);
        assert_eq!(allowed(&cors, ELSEWHERE).await.as_deref(), Some(ELSEWHERE));
    }
    let named = Cors::new().allow_origin("null");
    assert_eq!(allowed(&named, "null").await.as_deref(), Some("null"));
    assert_eq!(allowed(&named, ELSEWHERE).await, None);
}

#[cfg(feature = "origins")]
#[tokio::test]
async fn a_pattern_has_to_match_the_whole_origin() {
    let cors = Cors::new().allow_origin_regex(r"https://.*\.example\.org");
    let fits = "https://sub.example.org";
    assert_eq!(allowed(&cors, fits).await.as_deref(), Some(fits));
    for origin in [
        "https://sub.example.org.hacker.com",
        "xhttps://a.example.org",
        "null",
    ] {
        assert_eq!(allowed(&cors, origin).await, None, "{origin}");
    }
    let either = Cors::new().allow_origin_regex("https://a|https://a[.]example");
    assert!(allowed(&either, "https://a.example").await.is_some());
    assert_eq!(allowed(&either, "https://a.example.evil").await, None);
    let closing = Cors::new().allow_origin_regex("https://a)|(https://b");
    assert!(closing.check().is_err());
}

#[tokio::test]
async fn a_function_decides_by_the_origin_and_the_request() {
    let cors = Cors::new().allow_origin_if(|origin: &Origin, req: &Request| {
        origin.scheme() == "moz-extension" && req.uri().path() == "/"
    });
    let extension = "moz-extension://0dcf7a0e-88e0-4c0c-8f9b-6f8e2d1c3b4a";
    assert_eq!(allowed(&cors, extension).await.as_deref(), Some(extension));
    assert_eq!(allowed(&cors, SHOP).await, None);
    let other_path = client(cors).get("/other").header("origin", extension).await;
    assert!(said(&other_path).is_empty());
}

#[tokio::test]
async fn an_asynchronous_function_is_asked_when_nothing_else_allows() {
    let cors = Cors::new().allow_origin(SHOP).allow_origin_if_async(
        |origin: Origin, _: &Request| async move {
            tokio::task::yield_now().await;
            assert_ne!(origin.as_str(), SHOP, "is allowed by its name");
            origin.host() == "asked.example"
        },
    );
    assert!(allowed(&cors, SHOP).await.is_some());
    assert!(allowed(&cors, "https://asked.example:99").await.is_some());
    assert_eq!(allowed(&cors, ELSEWHERE).await, None);
}

#[tokio::test]
async fn credentials_are_for_an_origin_by_its_name() {
    let cors = Cors::new().allow_origin(SHOP).allow_credentials();
    let response = client(cors).get("/").header("origin", SHOP).await;
    assert_eq!(
        said(&response),
        [
            "allow-credentials: true",
            "allow-origin: https://shop.example.org"
        ]
    );
    let mirrored = Cors::new().mirror_any_origin().allow_credentials();
    let response = client(mirrored).get("/").header("origin", ELSEWHERE).await;
    assert_eq!(
        said(&response),
        [
            "allow-credentials: true",
            "allow-origin: https://elsewhere.example"
        ]
    );
    assert_eq!(header(&response, "vary").as_deref(), Some("Origin"));
}

#[tokio::test]
async fn two_origins_are_none_that_is_allowed() {
    let response = client(Cors::new().allow_origin(SHOP))
        .get("/")
        .header("origin", SHOP)
        .header("origin", SHOP)
        .await;
    assert!(said(response.assert_status(200)).is_empty());
}

#[test]
fn an_origin_is_read_into_one_spelling() {
    for (text, usual) in [
        ("https://example.org", "https://example.org"),
        ("HTTP://EXAMPLE.org:80", "http://example.org"),
        ("http://example.org:8080", "http://example.org:8080"),
        ("http://example.org:0443", "http://example.org:443"),
        ("https://example.org.", "https://example.org"),
        ("http://[::0001]:80", "http://[::1]"),
        (
            "wss://xn--bcher-kva.example:443",
            "wss://xn--bcher-kva.example",
        ),
        ("tauri://localhost", "tauri://localhost"),
    ] {
        let origin = Origin::parse(text).unwrap();
        assert_eq!(origin.as_str(), usual);
        assert_eq!(Origin::parse(usual).unwrap(), origin);
    }
    for (text, error) in [
        ("null", OriginError::Opaque),
        ("", OriginError::Scheme),
        ("example.org", OriginError::Scheme),
        ("://example.org", OriginError::Scheme),
        ("https:example.org", OriginError::Scheme),
        ("https://example.org/", OriginError::Path),
        ("https://example.org/a", OriginError::Path),
        ("https://example.org?a", OriginError::Path),
        ("https://", OriginError::Host),
        ("https://a@example.org", OriginError::Host),
        ("https://example.org:", OriginError::Host),
        ("https://example.org:0", OriginError::Host),
        ("https://example.org:65536", OriginError::Host),
        ("https://[::1", OriginError::Host),
        ("https://exam ple.org", OriginError::Host),
        ("https://bücher.example", OriginError::NotAscii),
    ] {
        assert_eq!(Origin::parse(text), Err(error), "{text}");
    }
}
