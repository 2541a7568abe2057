//! The `X-Forwarded-*` headers.

use onionskin::{Peer, prelude::*};

use super::{ask, tcp};

fn ten() -> ProxyHeaders {
    ProxyHeaders::new().trust(["10.0.0.0/8"])
}

/// Asks from a proxy, with this `X-Forwarded-For`.
async fn behind(stage: ProxyHeaders, list: &str) -> String {
    let said = ask(stage, tcp("10.0.0.2:5000"), &[("x-forwarded-for", list)]).await;
    said.replace(" by http://localhost", "")
}

#[tokio::test]
async fn by_default_nobody_is_believed() {
    let headers = [
        ("x-forwarded-for", "6.6.6.6"),
        ("x-forwarded-proto", "https"),
        ("forwarded", "for=6.6.6.6;proto=https;host=evil.example"),
    ];
    let said = ask(ProxyHeaders::new(), tcp("10.0.0.2:5000"), &headers).await;
    assert_eq!(said, "10.0.0.2 port 5000 by http://localhost");
}

#[tokio::test]
async fn the_client_is_the_rightmost_that_is_no_proxy_of_ours() {
    assert_eq!(behind(ten(), "evil, 1.2.3.4, 10.0.0.3").await, "1.2.3.4");
    assert_eq!(behind(ten(), "10.0.0.9,10.0.0.3").await, "10.0.0.9");
    assert_eq!(behind(ten(), "1.2.3.4, unknown, 10.0.0.3").await, "unknown");
    assert_eq!(behind(ten(), " , 1.2.3.4 ,, ").await, "1.2.3.4");
}

#[tokio::test]
async fn several_headers_are_one_list() {
    let headers = [
        ("x-forwarded-for", "6.6.6.6, 1.2.3.4"),
        ("x-forwarded-for", "10.0.0.3"),
    ];
    let said = ask(ten(), tcp("10.0.0.2:5000"), &headers).await;
    assert_eq!(said, "1.2.3.4 by http://localhost");
}

#[tokio::test]
async fn a_peer_outside_the_trusted_networks_is_the_client() {
    let headers = [
        ("x-forwarded-for", "6.6.6.6"),
        ("x-forwarded-proto", "https"),
    ];
    let said = ask(ten(), tcp("192.0.2.1:5000"), &headers).await;
    assert_eq!(said, "192.0.2.1 port 5000 by http://localhost");
}

#[tokio::test]
async fn hops_are_counted_from_the_right() {
    let hops = |count| ProxyHeaders::new().hops(count);
    assert_eq!(behind(hops(1), "6.6.6.6, 1.2.3.4").await, "1.2.3.4");
    assert_eq!(behind(hops(2), "6.6.6.6, 1.2.3.4").await, "6.6.6.6");
    assert_eq!(
        behind(hops(3), "6.6.6.6, 1.2.3.4").await,
        "10.0.0.2 port 5000"
    );
}

#[tokio::test]
async fn a_request_that_took_fewer_hops_chooses_no_scheme() {
    let headers = [("x-forwarded-proto", "https")];
    let said = ask(ProxyHeaders::new().hops(1), tcp("10.0.0.2:5000"), &headers).await;
    assert_eq!(said, "10.0.0.2 port 5000 by http://localhost");
}

#[tokio::test]
async fn hops_of_a_peer_outside_the_trusted_networks_are_not_counted() {
    let headers = [("x-forwarded-for", "6.6.6.6")];
    let said = ask(ten().hops(1), tcp("192.0.2.1:5000"), &headers).await;
    assert_eq!(said, "192.0.2.1 port 5000 by http://localhost");
}

#[tokio::test]
async fn an_ipv4_address_in_the_guise_of_ipv6_is_the_same_address() {
    let headers = [("x-forwarded-for", "::ffff:1.2.3.4, ::ffff:10.0.0.3")];
    let said = ask(ten(), tcp("[::ffff:10.0.0.2]:5000"), &headers).await;
    assert_eq!(said, "1.2.3.4 by http://localhost");
    let said = ask(ProxyHeaders::new(), tcp("[::ffff:192.0.2.1]:5000"), &[]).await;
    assert_eq!(said, "192.0.2.1 port 5000 by http://localhost");
}

#[tokio::test]
async fn a_network_in_the_guise_of_ipv6_is_the_same_network() {
    for network in ["::ffff:10.0.0.0/104", "::ffff:10.0.0.2", "::ffff:0:0/96"] {
        let stage = ProxyHeaders::new().trust([network]);
        assert_eq!(behind(stage, "1.2.3.4").await, "1.2.3.4", "{network}");
    }
    let another = ProxyHeaders::new().trust(["::ffff:10.1.0.0/112"]);
    assert_eq!(behind(another, "1.2.3.4").await, "10.0.0.2 port 5000");
}

#[tokio::test]
async fn addresses_may_have_brackets_ports_and_zones() {
    for (written, read) in [
        ("1.2.3.4:4711", "1.2.3.4 port 4711"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1 port 4711"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%eth0]:80", "fe80::1 port 80"),
    ] {
        assert_eq!(behind(ten(), written).await, read, "{written}");
    }
}

#[tokio::test]
async fn what_is_no_address_makes_the_client_unknown() {
    for nonsense in [
        "evil",
        "1.2.3",
        "1.2.3.4:",
        "1.2.3.4:65536",
        "1.2.3.4:x",
        "[::1",
        "[]",
        "::1]:80",
        "[1.2.3.4]",
        "_hidden",
        "\"1.2.3.4\"",
        "1.2.3.4 5.6.7.8",
    ] {
        let said = behind(ten(), nonsense).await;
        assert!(said.starts_with("unknown"), "{nonsense}: {said}");
    }
}

#[tokio::test]
async fn a_unix_socket_is_believed_when_told() {
    let headers = [
        ("x-forwarded-for", "1.2.3.4"),
        ("x-forwarded-proto", "https"),
    ];
    let said = ask(ProxyHeaders::new().trust_unix(), Peer::Unix, &headers).await;
    assert_eq!(said, "1.2.3.4 by https://localhost");
    let said = ask(ten(), Peer::Unix, &headers).await;
    assert_eq!(said, "unknown by http://localhost");
}

#[tokio::test]
async fn a_peer_that_nobody_knows_is_served_and_not_believed() {
    let headers = [("x-forwarded-for", "1.2.3.4")];
    let said = ask(ten().trust_unix(), Peer::Unknown, &headers).await;
    assert_eq!(said, "unknown by http://localhost");
}

#[tokio::test]
async fn who_trusts_everyone_gets_the_leftmost() {
    let everyone = ProxyHeaders::new().trust_everyone_dangerously();
    let headers = [("x-forwarded-for", "6.6.6.6, 1.2.3.4")];
    let said = ask(everyone, tcp("192.0.2.1:5000"), &headers).await;
    assert_eq!(said, "6.6.6.6 by http://localhost");
}

#[test]
fn trusting_everyone_is_said_in_the_log() {
    let log = crate::log::Log::here();
    _ = ProxyHeaders::new().trust_everyone_dangerously();
    assert!(log.take()[0].contains("every client can choose its own address"));
}

#[tokio::test]
async fn the_scheme_comes_from_the_hop_of_the_address() {
    for (addresses, schemes, scheme) in [
        ("1.2.3.4", "https", "https"),
        ("1.2.3.4", "HTTPS", "https"),
        ("1.2.3.4", "wss", "https"),
        ("1.2.3.4", "ws", "http"),
        ("1.2.3.4", "gopher", "http"),
        ("1.2.3.4, 10.0.0.3", "https", "https"),
        ("1.2.3.4, 10.0.0.3", "https, http", "https"),
        ("6.6.6.6, 1.2.3.4", "https, http", "http"),
        ("6.6.6.6, 1.2.3.4, 10.0.0.3", "https, http, https", "http"),
        ("1.2.3.4, 10.0.0.3", "https, https, https", "https"),
        // Lists that contradict each other are not believed.
        ("1.2.3.4", "https, http", "http"),
        ("1.2.3.4", "http, https", "http"),
        ("", "https", "https"),
    ] {
        let headers = [
            ("x-forwarded-for", addresses),
            ("x-forwarded-proto", schemes),
        ];
        let said = ask(ten(), tcp("10.0.0.2:5000"), &headers).await;
        let expected = format!(" by {scheme}://localhost");
        assert!(said.ends_with(&expected), "{addresses} | {schemes}: {said}");
    }
}

#[tokio::test]
async fn the_host_is_taken_from_proxies_only_when_told() {
    let headers = [
        ("x-forwarded-for", "1.2.3.4"),
        ("x-forwarded-host", "Shop.Example.org"),
        ("x-forwarded-port", "8443"),
    ];
    let said = ask(ten(), tcp("10.0.0.2:5000"), &headers).await;
    assert_eq!(said, "1.2.3.4 by http://localhost");
    let said = ask(ten().forwarded_host(), tcp("10.0.0.2:5000"), &headers).await;
    assert_eq!(said, "1.2.3.4 by http://shop.example.org:8443");
    let said = ask(ten().forwarded_host(), tcp("192.0.2.1:5000"), &headers).await;
    assert_eq!(said, "192.0.2.1 port 5000 by http://localhost");
}

#[tokio::test]
async fn a_forwarded_host_that_is_none_is_an_error_and_not_the_inner_host() {
    for (host, error) in [
        ("evil/secret?", "the host of the request cannot be read"),
        (
            "a.example, b.example",
            "the request names two different hosts",
        ),
    ] {
        let headers = [("x-forwarded-for", "1.2.3.4"), ("x-forwarded-host", host)];
        let said = ask(ten().forwarded_host(), tcp("10.0.0.2:5000"), &headers).await;
        assert_eq!(said, format!("1.2.3.4 by http://{error}"));
    }
}
