//! Browsers come back by https alone, when they came by https.

use onionskin::{HstsError, TestClient, prelude::*};

use super::{ask, echo, values};

const NAME: &str = "strict-transport-security";

fn client(hsts: Hsts) -> TestClient {
    TestClient::new(middleware_stack! {
        ProxyHeaders::new().trust(["10.0.0.0/8"]),
        (hsts),
        => echo
    })
}

#[tokio::test]
async fn it_is_said_by_https_and_not_by_http() {
    let client = client(Hsts::new());
    let secure = client.get("https://example.org/").await;
    assert_eq!(
        values(&secure, NAME),
        ["max-age=63072000; includeSubDomains"]
    );
    let plain = client.get("http://example.org/").await;
    assert!(values(&plain, NAME).is_empty());
    let unchanged = client.get("https://example.org/").header("x-status", "304");
    assert!(!values(&unchanged.await, NAME).is_empty());
    let no_answer_yet = client.get("https://example.org/").header("x-status", "101");
    assert!(values(&no_answer_yet.await, NAME).is_empty());
}

#[tokio::test]
async fn a_proxy_that_is_trusted_says_what_the_client_speaks() {
    let client = client(Hsts::new());
    for (peer, is_said) in [("10.0.0.1:1", true), ("203.0.113.7:1", false)] {
        let request = client
            .get("http://example.org/")
            .peer(peer.parse().unwrap())
            .header("x-forwarded-for", "203.0.113.9")
            .header("x-forwarded-proto", "https");
        assert_eq!(!values(&request.await, NAME).is_empty(), is_said, "{peer}");
    }
}

#[tokio::test]
async fn the_options_are_written_as_browsers_read_them() {
    let year = Duration::from_secs(31_536_000);
    for (hsts, value) in [
        (
            Hsts::new().max_age(year).preload(),
            "max-age=31536000; includeSubDomains; preload",
        ),
        (Hsts::new().without_subdomains(), "max-age=63072000"),
        (
            Hsts::new().max_age(Duration::ZERO),
            "max-age=0; includeSubDomains",
        ),
    ] {
        assert_eq!(hsts.check(), Ok(()));
        let response = client(hsts).get("https://example.org/").await;
        assert_eq!(values(&response, NAME), [value]);
    }
}

#[tokio::test]
async fn what_a_handler_says_is_kept() {
    let client = client(Hsts::new()).base_url("https://example.org");
    let response = ask(&client, &["strict-transport-security: max-age=5"]).await;
    assert_eq!(values(&response, NAME), ["max-age=5"]);
}

#[test]
fn a_preload_that_browsers_would_not_take_is_refused() {
    let day = Duration::from_secs(86_400);
    for hsts in [
        Hsts::new().preload().max_age(day),
        Hsts::new().preload().without_subdomains(),
    ] {
        assert_eq!(hsts.check(), Err(HstsError::Preload));
    }
}

#[tokio::test]
async fn without_a_proxy_the_connection_tells() {
    let client = TestClient::new(middleware_stack! { Hsts::new(), => echo });
    let secure = client.get("https://example.org/").await;
    assert_eq!(values(&secure, NAME).len(), 1);
    let claimed = client
        .get("http://example.org/")
        .header("x-forwarded-proto", "https");
    assert!(values(&claimed.await, NAME).is_empty());
}
