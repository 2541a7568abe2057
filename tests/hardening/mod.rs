//! What browsers are told to forbid: frames, foreign contents, plain http, guessing.

mod frames;
mod https_only;
mod nonces;
mod policies;
mod sets;

use onionskin::{TestClient, prelude::*, testing::TestResponse};

const POLICY: &str = "content-security-policy";

/// Answers with the headers that the request asks for in `x-answer`, and with its status.
#[handler]
fn echo(req: &Request) -> impl IntoResponse + use<> {
    let mut response = "page".into_response();
    for line in req.headers().get_all("x-answer") {
        let (name, value) = line.to_str().unwrap().split_once(": ").unwrap();
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        let value = HeaderValue::from_str(value).unwrap();
        response.headers_mut().append(name, value);
    }
    let status = req.header("x-status").unwrap_or("200").parse().unwrap();
    response.with_status(status)
}

/// Asks a stage for an answer on which a handler has set these headers.
async fn ask(client: &TestClient, said: &[&str]) -> TestResponse {
    let mut request = client.get("/");
    for line in said {
        request = request.header("x-answer", *line);
    }
    request.await
}

/// The values of a header, in order.
fn values(response: &TestResponse, name: &str) -> Vec<String> {
    let values = response.headers().get_all(name).iter();
    values
        .map(|value| value.to_str().unwrap().to_owned())
        .collect()
}

/// The names of the headers that a stage has added, in order.
fn names(response: &TestResponse) -> Vec<&str> {
    let mut names: Vec<_> = response.headers().keys().map(HeaderName::as_str).collect();
    names.retain(|name| !["content-type", "content-length", "date"].contains(name));
    names.sort_unstable();
    names
}
