//! What is left of the headers of proxies below the stage.

use onionskin::{TestClient, prelude::*};

/// Writes down the names of headers that proxies use.
#[handler]
fn left(req: &Request) -> String {
    let names = [
        "forwarded",
        "x-forwarded-for",
        "x-forwarded-proto",
        "x-forwarded-prefix",
        "x-real-ip",
        "cf-connecting-ip",
    ];
    let left = names.iter().filter_map(|name| {
        let value = req.header(*name)?;
        Some(format!("{name}={value}"))
    });
    left.collect::<Vec<_>>().join(" ")
}

async fn left_by(stage: ProxyHeaders) -> String {
    let client = TestClient::new(middleware_stack! { (stage), => left });
    let response = client
        .get("/")
        .header("forwarded", "for=1.1.1.1")
        .header("x-forwarded-for", "2.2.2.2")
        .header("x-forwarded-for", "127.0.0.2")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-prefix", "/app")
        .header("x-real-ip", "3.3.3.3")
        .header("cf-connecting-ip", "4.4.4.4");
    response.await.text().await
}

#[tokio::test]
async fn nothing_that_is_not_believed_is_left() {
    assert_eq!(
        left_by(ProxyHeaders::new()).await,
        "cf-connecting-ip=4.4.4.4"
    );
    let stage = ProxyHeaders::new().single_header("cf-connecting-ip");
    assert_eq!(left_by(stage).await, "");
}

#[tokio::test]
async fn only_the_family_that_is_read_is_left() {
    let local = || ProxyHeaders::new().trust(["127.0.0.0/8"]);
    assert_eq!(
        left_by(local()).await,
        "x-forwarded-for=2.2.2.2 x-forwarded-proto=https x-forwarded-prefix=/app cf-connecting-ip=4.4.4.4"
    );
    assert_eq!(
        left_by(local().rfc7239()).await,
        "forwarded=for=1.1.1.1 cf-connecting-ip=4.4.4.4"
    );
    assert_eq!(
        left_by(local().single_header("CF-Connecting-IP")).await,
        "cf-connecting-ip=4.4.4.4"
    );
}

#[tokio::test]
async fn headers_can_be_left_as_they_were() {
    let said = left_by(ProxyHeaders::new().keep_raw()).await;
    assert!(
        said.starts_with("forwarded=for=1.1.1.1 x-forwarded-for=2.2.2.2"),
        "{said}"
    );
}

#[tokio::test]
async fn the_address_can_be_put_into_a_header() {
    let stage = ProxyHeaders::new().inject_header("x-real-ip");
    assert_eq!(
        left_by(stage).await,
        "x-real-ip=127.0.0.1 cf-connecting-ip=4.4.4.4"
    );
    let stage = ProxyHeaders::new()
        .trust(["127.0.0.0/8"])
        .inject_header("x-real-ip");
    assert!(left_by(stage).await.contains("x-real-ip=2.2.2.2"));
}

#[handler]
fn injected(req: &Request) -> String {
    let names = ["x-real-ip", "x-remote"];
    names
        .map(|name| req.header(name).unwrap_or_default())
        .concat()
}

#[tokio::test]
async fn an_injected_header_is_taken_off_when_nobody_knows_the_address() {
    let stage = ProxyHeaders::new()
        .trust(["127.0.0.0/8"])
        .single_header("x-client");
    // Under a name that is one of proxies, and under one that is nobody's but ours.
    for name in ["x-real-ip", "x-remote"] {
        let stage = stage.clone().inject_header(name);
        let client = TestClient::new(middleware_stack! { (stage), => injected });
        let asked = client.get("/").header("x-client", "nonsense");
        assert_eq!(asked.header(name, "6.6.6.6").await.text().await, "");
    }
}

#[tokio::test]
async fn a_stage_below_learns_that_headers_were_not_believed() {
    #[handler]
    fn ignored(client: &ClientAddr) -> String {
        client.has_ignored_headers().to_string()
    }
    let client = TestClient::new(middleware_stack! { ProxyHeaders::new(), => ignored });
    let asked = client.get("/").header("x-forwarded-for", "6.6.6.6");
    assert_eq!(asked.await.text().await, "true");
    assert_eq!(client.get("/").await.text().await, "false");
}
