//! Nothing that an `Origin` or a preflight could say brings the stage down or slips through.

use onionskin::{Application, Origin, http, prelude::*};

use super::page;
use crate::mutations::Mutations;

const VALUES: usize = 20_000;
const SEEDS: [&str; 8] = [
    "https://shop.example.org",
    "HTTPS://Shop.Example.org:443",
    "https://a.partners.example",
    "http://[2001:db8::1]:8080",
    "http://127.0.0.1:80",
    "null",
    "https://xn--bcher-kva.example.",
    "moz-extension://0dcf7a0e-88e0",
];

#[tokio::test]
async fn only_the_origins_that_are_meant_are_ever_allowed() {
    let cors = Cors::new()
        .allow_origin("https://shop.example.org")
        .allow_origin("https://*.partners.example")
        .allow_credentials();
    let app = middleware_stack! { (cors), => page };
    let mut allowed = 0;
    for value in Mutations::of(&SEEDS, ":/.[]@*%\\-0aZ").take(VALUES) {
        let mut request = http::Request::get("/")
            .header("origin", &value)
            .body(Body::empty())
            .unwrap();
        let response = app.respond(&mut request).await;
        assert_eq!(response.status(), 200, "{value:?}");
        assert_eq!(response.headers()["vary"], "Origin");
        let Some(mirrored) = response.headers().get("access-control-allow-origin") else {
            continue;
        };
        assert_eq!(mirrored, value);
        allowed += 1;
        let text = value.to_str().unwrap().to_ascii_lowercase();
        let host = text.strip_prefix("https://").unwrap();
        let host = host.split_once(':').map_or(host, |(host, port)| {
            assert_eq!(port.trim_start_matches('0'), "443", "{value:?}");
            host
        });
        let host = host.strip_suffix('.').unwrap_or(host);
        assert!(
            host == "shop.example.org" || host.ends_with(".partners.example"),
            "{value:?}"
        );
    }
    assert!(allowed > VALUES / 20, "{allowed} were allowed");
}

#[tokio::test]
async fn no_preflight_brings_it_down() {
    let cors = Cors::new()
        .allow_any_origin()
        .allow_header("*")
        .allow_method("PUT");
    let app = middleware_stack! { (cors), => page };
    let seeds = ["PUT", "x-token, content-type", "*", "true"];
    let mut values = Mutations::of(&seeds, ",; *\"-aZ");
    for _ in 0..VALUES {
        let (method, headers) = (values.next().unwrap(), values.next().unwrap());
        let mut request = http::Request::options("/")
            .header("origin", "https://shop.example.org")
            .header("access-control-request-method", &method)
            .header("access-control-request-headers", &headers)
            .body(Body::empty())
            .unwrap();
        let response = app.respond(&mut request).await;
        let is_allowed = response.status() == 204;
        assert!(is_allowed || response.status() == 400);
        assert_eq!(
            is_allowed,
            (method == "PUT" || method == "GET") && are_names(&headers),
            "{method:?} {headers:?}"
        );
    }
}

#[test]
fn what_is_read_reads_the_same_again() {
    for value in Mutations::of(&SEEDS, ":/.[]@*%\\-0aZ").take(VALUES) {
        let Ok(Ok(origin)) = value.to_str().map(Origin::parse) else {
            continue;
        };
        let again = Origin::parse(origin.as_str()).unwrap();
        assert_eq!(again, origin, "{value:?}");
        assert!(
            origin
                .as_str()
                .starts_with(&format!("{}://{}", origin.scheme(), origin.host()))
        );
    }
}

/// What the crate `http` takes for names is what may be asked for.
fn are_names(line: &HeaderValue) -> bool {
    let mut names = line
        .as_bytes()
        .split(|&byte| byte == b',')
        .map(<[u8]>::trim_ascii);
    names.all(|name| name.is_empty() || HeaderName::from_bytes(name).is_ok())
}
