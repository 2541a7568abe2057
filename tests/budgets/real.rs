//! What a real stack costs whose stages are its own.

use std::{collections::HashMap, net::IpAddr, ops::ControlFlow, sync::Arc};

use onionskin::{Application, middleware_stack as stack, prelude::*};

use crate::{BOXED, cost_of};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

type Sessions = HashMap<&'static str, Arc<String>>;
struct Client(IpAddr);
struct Visitor(Option<Arc<String>>);

#[middleware(after)]
fn request_id(req: &Request, res: &mut Response) {
    if let Some(id) = req.headers().get(REQUEST_ID) {
        res.headers_mut().insert(REQUEST_ID, id.clone());
    }
}

#[provider]
fn client(req: &Request) -> Result<Client, StatusCode> {
    let line = req.header("x-forwarded-for").unwrap_or_default();
    let last = line.rsplit(',').next().unwrap_or_default();
    last.trim()
        .parse()
        .map(Client)
        .map_err(|_| StatusCode::BAD_REQUEST)
}

#[middleware(after)]
fn security_headers(res: &mut Response) {
    let headers = res.headers_mut();
    headers.insert(
        "content-security-policy",
        HeaderValue::from_static("default-src 'self'"),
    );
    headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("referrer-policy", HeaderValue::from_static("no-referrer"));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    headers.insert("x-frame-options", HeaderValue::from_static("DENY"));
}

#[middleware(before)]
fn trusted_host(req: &Request) -> ControlFlow<Response> {
    match req.header("host") {
        Some("api.example.org") => ControlFlow::Continue(()),
        _ => ControlFlow::Break(StatusCode::BAD_REQUEST.into_response()),
    }
}

#[middleware(after)]
fn cors(req: &Request, res: &mut Response) {
    res.headers_mut()
        .append("vary", HeaderValue::from_static("Origin"));
    if let Some(origin) = req.headers().get("origin") {
        res.headers_mut()
            .insert("access-control-allow-origin", origin.clone());
    }
}

#[provider]
fn visitor(req: &Request, sessions: &Sessions) -> Visitor {
    let id = req.cookies().find(|cookie| cookie.name() == "sid");
    Visitor(id.and_then(|id| sessions.get(id.value()).cloned()))
}

#[handler]
async fn me(visitor: &Visitor, client: &Client) -> Result<Json<(String, IpAddr)>, StatusCode> {
    let name = visitor.0.as_deref().ok_or(StatusCode::UNAUTHORIZED)?;
    Ok(Json((name.clone(), client.0)))
}

pub(crate) fn app() -> impl Application {
    stack! {
        provide Sessions::from([("s1", Arc::new("ada".to_owned()))]);

        request_id, client, security_headers, trusted_host, cors, visitor,
        => routes { GET "/me" => me }
    }
}

pub(crate) fn request() -> Request {
    http::Request::get("/me")
        .header("host", HeaderValue::from_static("api.example.org"))
        .header(
            "origin",
            HeaderValue::from_static("https://app.example.org"),
        )
        .header(
            "x-forwarded-for",
            HeaderValue::from_static("203.0.113.7, 10.0.0.1"),
        )
        .header("x-request-id", HeaderValue::from_static("0123456789abcdef"))
        .header(
            "cookie",
            HeaderValue::from_static("theme=dark; sid=s1; lang=en"),
        )
        .body(Body::empty())
        .expect("the headers are fine")
}

#[test]
fn a_real_stack_allocates_its_answer_and_nothing_else() {
    let real = cost_of(&app(), request());
    // The name that the answer holds, its text, and the two parts of its header map.
    assert_eq!(real.allocations, 4 + BOXED, "{real:?}");
    assert!(real.future <= 512, "{real:?}");
}
