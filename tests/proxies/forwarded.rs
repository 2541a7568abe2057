//! The `Forwarded` header of RFC 7239.

use onionskin::prelude::*;

use super::{ask, tcp};

/// Asks from a trusted proxy with this `Forwarded`.
async fn behind(value: &str) -> String {
    let stage = ProxyHeaders::new().trust(["10.0.0.0/8"]).rfc7239();
    ask(stage, tcp("10.0.0.2:5000"), &[("forwarded", value)]).await
}

#[tokio::test]
async fn address_scheme_and_host_come_from_the_same_hop() {
    for (value, said) in [
        (
            r#"for="[2001:db8::1]:4711";proto=https, for=10.0.0.3"#,
            "2001:db8::1 port 4711 by https://localhost",
        ),
        (
            r#"For="192.0.2.43:47011" ; By=10.0.0.2; PROTO=HTTPS; host="Shop.Example.org:8443""#,
            "192.0.2.43 port 47011 by https://shop.example.org:8443",
        ),
        (
            "for=6.6.6.6;proto=https;host=evil.example, for=1.2.3.4;proto=http",
            "1.2.3.4 by http://localhost",
        ),
        ("for=10.0.0.9, for=10.0.0.3", "10.0.0.9 by http://localhost"),
        (r#"for="1.2.3\.4""#, "1.2.3.4 by http://localhost"),
        (
            "for=1.2.3.4;extension=\"a, b; for=\\\"6.6.6.6\"",
            "1.2.3.4 by http://localhost",
        ),
        (", for=1.2.3.4 ,, ", "1.2.3.4 by http://localhost"),
        ("for=1.2.3.4;;proto=https;", "1.2.3.4 by https://localhost"),
        (
            r#"for="192.0.2.43:_http""#,
            "192.0.2.43 by http://localhost",
        ),
    ] {
        assert_eq!(behind(value).await, said, "{value}");
    }
}

#[tokio::test]
async fn a_hop_without_an_address_makes_the_client_unknown() {
    for value in [
        "for=unknown",
        "for=_hidden",
        "for=\"_hidden:80\"",
        "proto=http",
        "for=1.2.3.4, for=unknown, for=10.0.0.3",
    ] {
        let said = behind(value).await;
        assert_eq!(said, "unknown by http://localhost", "{value}");
    }
}

#[tokio::test]
async fn a_proxy_may_tell_the_scheme_alone() {
    for value in [
        "proto=https",
        "for=Unknown;proto=https",
        "for=\"unknown:80\";proto=https",
        "for=_hidden;proto=https",
    ] {
        let said = behind(value).await;
        assert_eq!(said, "unknown by https://localhost", "{value}");
    }
}

#[tokio::test]
async fn a_malformed_header_tells_nothing_and_the_client_does_not_pass_for_the_proxy() {
    let long = format!("for=1.2.3.4;x={}", "a".repeat(4096));
    let many = "for=10.0.0.3,".repeat(33);
    for value in [
        "for=1.2.3.4;for=5.6.7.8;proto=https",
        "for=1.2.3.4;proto=https;PROTO=http",
        "for=1.2.3.4;host=a;host=b;proto=https",
        "for=1.2.3.4;by=a;by=b;proto=https",
        "for=[2001:db8::1];proto=https",
        "for=\"2001:db8::1\";proto=https",
        "for=\"1.2.3.4;proto=https",
        "for=\"1.2.3.4\\",
        "for=\"1.2.3.4\"x;proto=https",
        "for=1.2.3.4:80;proto=https",
        "for=evil;proto=https",
        "for = 1.2.3.4;proto=https",
        "for;proto=https",
        "=1.2.3.4;proto=https",
        "for=;proto=https",
        "for=1.2.3.4 proto=https",
        "evil, for=1.2.3.4;proto=https",
        &long,
        &many,
    ] {
        let said = behind(value).await;
        assert_eq!(said, "unknown by http://localhost", "{value}");
    }
}

#[tokio::test]
async fn several_headers_are_one_list() {
    let stage = ProxyHeaders::new().trust(["10.0.0.0/8"]).rfc7239();
    let headers = [
        ("forwarded", "for=6.6.6.6;proto=https"),
        ("forwarded", "for=1.2.3.4, for=10.0.0.3"),
    ];
    let said = ask(stage, tcp("10.0.0.2:5000"), &headers).await;
    assert_eq!(said, "1.2.3.4 by http://localhost");
}

#[tokio::test]
async fn the_other_headers_are_not_read() {
    let stage = || ProxyHeaders::new().trust(["10.0.0.0/8"]);
    let x_forwarded = [
        ("x-forwarded-for", "6.6.6.6"),
        ("x-forwarded-proto", "https"),
    ];
    let said = ask(stage().rfc7239(), tcp("10.0.0.2:5000"), &x_forwarded).await;
    assert_eq!(said, "10.0.0.2 port 5000 by http://localhost");
    let forwarded = [("forwarded", "for=6.6.6.6;proto=https")];
    let said = ask(stage(), tcp("10.0.0.2:5000"), &forwarded).await;
    assert_eq!(said, "10.0.0.2 port 5000 by http://localhost");
}

#[tokio::test]
async fn a_malformed_host_is_no_host() {
    let said = behind(r#"for=1.2.3.4;host="x/secret?""#).await;
    assert_eq!(
        said,
        "1.2.3.4 by http://the host of the request cannot be read"
    );
}
