//! No cache mixes up the answers to different origins.

use onionskin::{TestClient, prelude::*};

use super::{ELSEWHERE, SHOP, allowed, client, header};

#[handler]
fn varied(req: &Request) -> impl IntoResponse + use<> {
    let vary = req.header("x-vary").unwrap_or_default().to_owned();
    let mut response = "page".into_response();
    for line in vary.split('|').filter(|line| !line.is_empty()) {
        let line = HeaderValue::from_str(line).unwrap();
        response.headers_mut().append(header::VARY, line);
    }
    response
}

#[tokio::test]
async fn an_answer_varies_by_origin_whoever_asks() {
    let client = client(Cors::new().allow_origin(SHOP));
    for origin in [Some(SHOP), Some(ELSEWHERE), None] {
        let mut request = client.get("/");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        assert_eq!(header(&request.await, "vary").as_deref(), Some("Origin"));
    }
}

#[tokio::test]
async fn what_a_handler_varies_by_is_kept() {
    let client = TestClient::new(middleware_stack! { Cors::new().allow_origin(SHOP), => varied });
    for (before, after) in [
        ("Accept-Encoding", "Accept-Encoding, Origin"),
        ("Accept-Encoding|Cookie", "Accept-Encoding, Cookie, Origin"),
        ("accept , ,origin", "accept , ,origin"),
        ("*", "*"),
        ("Cookie, *", "Cookie, *"),
    ] {
        let response = client
            .get("/")
            .header("x-vary", before)
            .header("origin", SHOP)
            .await;
        assert_eq!(header(&response, "vary").as_deref(), Some(after));
    }
}

#[tokio::test]
async fn what_stages_vary_by_stands_in_one_line_whatever_it_is() {
    for before in [
        "Cookie",
        "Accept-Encoding",
        "Cookie, Accept-Encoding",
        "cookie",
    ] {
        let app = middleware_stack! { Cors::new().allow_origin(SHOP), => varied };
        let response = TestClient::new(app).get("/").header("x-vary", before).await;
        let lines = response.headers().get_all("vary").iter().count();
        let line = header(&response, "vary");
        assert_eq!((lines, line), (1, Some(format!("{before}, Origin"))));
    }
    // A line that is ready made is only for one that stands alone.
    let app = middleware_stack! { Cors::new().allow_origin(SHOP), => varied };
    let asked = TestClient::new(app)
        .get("/")
        .header("x-vary", "Cookie|Accept");
    let expected = Some("Cookie, Accept, Origin");
    assert_eq!(header(&asked.await, "vary").as_deref(), expected);
}

#[tokio::test]
async fn two_stages_that_vary_by_the_same_say_it_once() {
    let app = middleware_stack! {
        Cors::new().allow_origin(SHOP),
        Cors::new().allow_origin(SHOP),
        => varied
    };
    let response = TestClient::new(app)
        .get("/")
        .header("x-vary", "Cookie")
        .await;
    assert_eq!(header(&response, "vary").as_deref(), Some("Cookie, Origin"));
}

#[tokio::test]
async fn no_origin_leaks_into_the_next_answer() {
    let cors = Cors::new().allow_origin(SHOP);
    for _ in 0..2 {
        assert_eq!(allowed(&cors, SHOP).await.as_deref(), Some(SHOP));
        assert_eq!(allowed(&cors, ELSEWHERE).await, None);
    }
}
