//! Pages of other origins read what `Cors` lets them read, and nothing else.

mod caches;
mod corpus;
mod handlers;
mod origins;
mod preflights;
mod settings;
mod websockets;

use onionskin::{TestClient, prelude::*, testing::TestResponse};

const SHOP: &str = "https://shop.example.org";
const ELSEWHERE: &str = "https://elsewhere.example";

#[handler]
fn page() -> &'static str {
    "page"
}

fn client(cors: Cors) -> TestClient {
    TestClient::new(middleware_stack! { (cors), => page })
}

/// The origin that the answer to a `GET` from this origin allows.
async fn allowed(cors: &Cors, origin: &str) -> Option<String> {
    let response = client(cors.clone()).get("/").header("origin", origin).await;
    header(response.assert_status(200), "access-control-allow-origin")
}

fn header(response: &TestResponse, name: &str) -> Option<String> {
    let mut values = response.headers().get_all(name).iter();
    let value = values.next()?.to_str().unwrap().to_owned();
    assert!(values.next().is_none(), "`{name}` comes twice");
    Some(value)
}

/// The `Access-Control-*` headers and those beside them, without the prefix, in order.
fn said(response: &TestResponse) -> Vec<String> {
    let mut said: Vec<_> = response
        .headers()
        .iter()
        .filter_map(|(name, value)| {
            let name = name.as_str().strip_prefix("access-control-")?;
            Some(format!("{name}: {}", value.to_str().unwrap()))
        })
        .collect();
    said.sort();
    said
}
