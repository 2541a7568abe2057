//! Preflight: the question that a browser asks before it sends what a form could not.

use http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS,
        ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
        ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, VARY,
    },
};

use super::{Cors, list, origins::Standing};
use crate::{IntoResponse, Problem, Request, Response, ResponseExt};

const REQUEST_PRIVATE_NETWORK: HeaderName =
    HeaderName::from_static("access-control-request-private-network");
const ALLOW_PRIVATE_NETWORK: HeaderName =
    HeaderName::from_static("access-control-allow-private-network");

/// Tells whether a request that names an origin is a preflight (Fetch, section 3.3.1).
#[inline]
pub(super) fn is_preflight(request: &Request) -> bool {
    *request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// Answers a preflight; the application never sees it.
pub(super) fn answer(cors: &Cors, request: &Request, standing: Standing) -> Response {
    let refusals = refusals(cors, request.headers(), &standing);
    let mut response = match (refusals.is_empty(), cors.is_plain) {
        (true, false) => ().into_response().with_status(cors.preflight_status),
        (true, true) => (cors.preflight_status, "OK").into_response(),
        (false, is_plain) => {
            let reason = format!("Disallowed CORS {}", refusals.join(", "));
            let status = StatusCode::BAD_REQUEST;
            if is_plain {
                (status, reason).into_response()
            } else {
                Problem::new(status).detail(reason).into_response()
            }
        }
    };
    let headers = response.headers_mut();
    headers.insert(VARY, vary(cors));
    if let Standing::Allowed(origin) = standing {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        allow(cors, request.headers(), refusals.is_empty(), headers);
    }
    response
}

/// What is refused, in the order of Starlette.
fn refusals(cors: &Cors, asked: &HeaderMap, standing: &Standing) -> Vec<&'static str> {
    let mut methods = asked.get_all(ACCESS_CONTROL_REQUEST_METHOD).iter();
    let is_method_allowed = match (methods.next(), methods.next()) {
        (Some(method), None) => allows_method(cors, method.as_bytes()),
        _ => false,
    };
    let mut headers = asked
        .get_all(ACCESS_CONTROL_REQUEST_HEADERS)
        .iter()
        .flat_map(|line| line.as_bytes().split(|&byte| byte == b','))
        .map(<[u8]>::trim_ascii)
        .filter(|name| !name.is_empty());
    let checks = [
        ("origin", matches!(standing, Standing::Allowed(_))),
        ("method", is_method_allowed),
        ("headers", headers.all(|name| cors.headers.allows(name))),
        (
            "private-network",
            cors.allows_private_network || !asked.contains_key(REQUEST_PRIVATE_NETWORK),
        ),
    ];
    let refused = checks.into_iter().filter(|(_, is_allowed)| !is_allowed);
    refused.map(|(what, _)| what).collect()
}

/// Whoever may `GET` may ask for the `HEAD` of it.
fn allows_method(cors: &Cors, method: &[u8]) -> bool {
    cors.methods.allows(method) || (method == b"HEAD" && cors.methods.allows(b"GET"))
}

/// Tells what an origin may that is allowed; also beside a refusal, so that its developer sees.
fn allow(cors: &Cors, asked: &HeaderMap, is_granted: bool, headers: &mut HeaderMap) {
    let method = match asked.get(ACCESS_CONTROL_REQUEST_METHOD) {
        Some(method) if cors.methods.any && list::is_token(method.as_bytes()) => Some(method),
        _ => cors.methods.line(),
    };
    headers.extend(method.map(|line| (ACCESS_CONTROL_ALLOW_METHODS, line.clone())));
    if cors.headers.any {
        let lines = asked.get_all(ACCESS_CONTROL_REQUEST_HEADERS).iter();
        for line in lines.filter(|_| is_granted) {
            headers.append(ACCESS_CONTROL_ALLOW_HEADERS, line.clone());
        }
    } else {
        let line = cors.headers.line().cloned();
        headers.extend(line.map(|line| (ACCESS_CONTROL_ALLOW_HEADERS, line)));
    }
    if cors.allows_credentials {
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, YES);
    }
    if is_granted {
        let age = cors.max_age.clone();
        headers.extend(age.map(|age| (ACCESS_CONTROL_MAX_AGE, age)));
        if asked.contains_key(REQUEST_PRIVATE_NETWORK) {
            headers.insert(ALLOW_PRIVATE_NETWORK, YES);
        }
    }
}

pub(super) const YES: HeaderValue = HeaderValue::from_static("true");

/// What the answer depends on.
fn vary(cors: &Cors) -> HeaderValue {
    HeaderValue::from_static(match (cors.origins.matter(), cors.allows_private_network) {
        (true, false) => "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        (true, true) => {
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, \
             Access-Control-Request-Private-Network"
        }
        (false, false) => "Access-Control-Request-Method, Access-Control-Request-Headers",
        (false, true) => {
            "Access-Control-Request-Method, Access-Control-Request-Headers, \
             Access-Control-Request-Private-Network"
        }
    })
}
