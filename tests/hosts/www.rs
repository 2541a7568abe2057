//! Redirects from a bare name to its `www.` name.

use onionskin::{TestClient, prelude::*};

use super::verdict;

fn client(hosts: &[&str]) -> TestClient {
    let stage = TrustedHost::new().allow(hosts).redirect_to_www();
    TestClient::new(middleware_stack! { ProxyHeaders::new(), (stage), => verdict })
        .follow_redirects(false)
}

#[tokio::test]
async fn a_bare_name_leads_to_the_www_name_that_is_configured() {
    let client = client(&["www.example.com"]);
    let answer = client
        .get("/p?q=1")
        .header("host", "Example.com:8443")
        .await;
    answer
        .assert_status(308)
        .assert_header("location", "https://www.example.com/p?q=1");
    let answer = client.head("/").header("host", "example.com").await;
    answer.assert_status(308);
}

#[tokio::test]
async fn the_port_is_that_of_the_pattern() {
    let client = client(&["www.example.com:8443"]);
    let answer = client.get("/").header("host", "example.com").await;
    answer.assert_header("location", "https://www.example.com:8443/");
}

#[tokio::test]
async fn what_changes_something_is_not_redirected() {
    let client = client(&["www.example.com"]);
    client
        .post("/")
        .header("host", "example.com")
        .await
        .assert_status(400);
}

#[tokio::test]
async fn no_other_name_is_redirected() {
    let client = client(&["www.example.com", "*.example.org"]);
    for host in ["evil.example", "www.www.example.com", "example.org", "com"] {
        let answer = client.get("/").header("host", host).await;
        answer.assert_status(400);
    }
}

#[tokio::test]
async fn a_name_that_is_allowed_is_served_and_not_redirected() {
    let client = client(&["www.example.com", "example.com"]);
    let answer = client.get("/").header("host", "example.com").await;
    answer.assert_status(200);
}
