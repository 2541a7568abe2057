//! Nothing that proxies could send brings the stage down, or makes it believe what it must not.

use std::{net::IpAddr, sync::Arc};

use onionskin::{Application, Connection, http, prelude::*};

use super::tcp;
use crate::mutations::Mutations;

const VALUES: usize = 10_000;

#[handler]
fn address(client: &ClientAddr) -> String {
    client.to_string()
}

/// Sends each value from a trusted proxy, in front of what the proxy itself has written.
async fn assert_survives(stage: ProxyHeaders, names: &[&'static str], seeds: &[&str], marks: &str) {
    let app = middleware_stack! { (stage), => address };
    let connection = Arc::new(Connection::new(tcp("10.0.0.2:5000"), None, false));
    for value in Mutations::of(seeds, marks).take(VALUES) {
        let mut request = http::Request::get("/").header("host", "localhost");
        for name in names {
            request = request.header(*name, value.clone());
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.set_connection(&connection);
        let response = app.respond(&mut request).await;
        assert_eq!(response.status(), 200, "{value:?}");
        let body = http_body_util::BodyExt::collect(response.into_body()).await;
        let body = String::from_utf8(body.unwrap().to_bytes().to_vec()).unwrap();
        assert!(
            body == "unknown" || body.parse::<IpAddr>().is_ok(),
            "{value:?}: {body}"
        );
    }
}

#[tokio::test]
async fn no_value_of_x_forwarded_headers_brings_it_down() {
    let stage = ProxyHeaders::new().trust(["10.0.0.0/8"]).forwarded_host();
    let seeds = [
        "1.2.3.4, 10.0.0.3",
        "[2001:db8::1]:4711",
        "fe80::1%eth0",
        "https, http",
        "example.org:8443",
        "unknown",
    ];
    let names = [
        "x-forwarded-for",
        "x-forwarded-proto",
        "x-forwarded-host",
        "x-forwarded-port",
    ];
    assert_survives(stage, &names, &seeds, ",. :[]%\"0129f").await;
}

#[tokio::test]
async fn no_value_of_forwarded_brings_it_down() {
    let stage = ProxyHeaders::new().trust(["10.0.0.0/8"]).rfc7239();
    let seeds = [
        r#"for="[2001:db8::1]:4711";proto=https, for=10.0.0.3"#,
        r#"for="1.2\.3.4";host="example.org:8443";by=_hidden"#,
        "for=unknown;;proto=http",
    ];
    assert_survives(stage, &["forwarded"], &seeds, ",;=\"\\ [].:0129f").await;
}

#[tokio::test]
async fn what_a_client_puts_left_of_the_proxies_never_becomes_its_address() {
    let app = middleware_stack! { ProxyHeaders::new().trust(["10.0.0.0/8"]), => address };
    let connection = Arc::new(Connection::new(tcp("10.0.0.2:5000"), None, false));
    for value in Mutations::of(&["6.6.6.6", "a, b", "\"6.6.6.6", ""], ",\"\\; 6.").take(VALUES) {
        let mut written = value.as_bytes().to_vec();
        written.extend_from_slice(b", 203.0.113.7, 10.0.0.3");
        let mut request = http::Request::get("/")
            .header("x-forwarded-for", written)
            .body(Body::empty())
            .unwrap();
        request.set_connection(&connection);
        let response = app.respond(&mut request).await;
        let body = http_body_util::BodyExt::collect(response.into_body()).await;
        assert_eq!(body.unwrap().to_bytes(), "203.0.113.7", "{value:?}");
    }
}
