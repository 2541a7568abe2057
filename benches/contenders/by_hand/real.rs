//! Real: the seven concerns in one function, header values made once.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, PoisonError, RwLock},
};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS,
        ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
        ACCESS_CONTROL_REQUEST_METHOD, CONTENT_SECURITY_POLICY, COOKIE, HOST, ORIGIN,
        REFERRER_POLICY, SET_COOKIE, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
};
use onionskin_benches::contract::{self, Login, Profile};
use uuid::Uuid;

use crate::{Reply, Site, empty, is_get, json, reply};

const REQUEST_ID: HeaderName = HeaderName::from_static(contract::REQUEST_ID);
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Enough for every header of the fullest answer, so that the map never grows.
const HEADERS: usize = 16;

#[derive(Default)]
pub(crate) struct Real {
    sessions: RwLock<HashMap<Uuid, Arc<Login>>>,
}

impl Site for Real {
    async fn answer<B: Send + Sync>(&self, peer: IpAddr, request: &Request<B>) -> Reply {
        let headers = request.headers();
        let id = request_id(headers);
        let lines = headers.get_all(FORWARDED);
        let client =
            contract::client_address(peer, lines.iter().filter_map(|line| line.to_str().ok()));

        let mut reply = match headers.get(HOST) {
            Some(host) if contract::is_our_host(host.as_bytes()) => self.cors(client, request),
            _ => problem(StatusCode::BAD_REQUEST, contract::BAD_HOST),
        };

        let headers = reply.headers_mut();
        headers.insert(
            CONTENT_SECURITY_POLICY,
            const { HeaderValue::from_static("default-src 'self'") },
        );
        headers.insert(
            OPENER_POLICY,
            const { HeaderValue::from_static("same-origin") },
        );
        headers.insert(
            REFERRER_POLICY,
            const { HeaderValue::from_static("no-referrer") },
        );
        headers.insert(
            X_CONTENT_TYPE_OPTIONS,
            const { HeaderValue::from_static("nosniff") },
        );
        headers.insert(X_FRAME_OPTIONS, const { HeaderValue::from_static("DENY") });
        headers.insert(REQUEST_ID, id);
        reply
    }
}

impl Real {
    #[inline]
    fn cors<B>(&self, client: IpAddr, request: &Request<B>) -> Reply {
        let origin = request.headers().get(ORIGIN);
        let allowed = origin.filter(|origin| contract::is_our_origin(origin.as_bytes()));
        let preflight = request.method() == Method::OPTIONS
            && origin.is_some()
            && request
                .headers()
                .contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        let mut reply = if preflight {
            preflight_reply()
        } else {
            self.endpoint(client, request)
        };
        let headers = reply.headers_mut();
        headers.append(VARY, const { HeaderValue::from_static("Origin") });
        if allowed.is_some() {
            headers.insert(
                ACCESS_CONTROL_ALLOW_ORIGIN,
                const { HeaderValue::from_static(contract::ORIGIN) },
            );
            headers.insert(
                ACCESS_CONTROL_ALLOW_CREDENTIALS,
                const { HeaderValue::from_static("true") },
            );
        }
        reply
    }

    #[inline]
    fn endpoint<B>(&self, client: IpAddr, request: &Request<B>) -> Reply {
        if is_get(request, "/me") {
            return match self.session(request.headers()) {
                Some(login) => json(&Profile::new(&login, client), HEADERS),
                None => problem(StatusCode::UNAUTHORIZED, contract::NO_SESSION),
            };
        }
        if request.method() == Method::POST && request.uri().path() == "/login" {
            return self.log_in();
        }
        empty(StatusCode::NOT_FOUND)
    }

    #[inline]
    fn session(&self, headers: &HeaderMap) -> Option<Arc<Login>> {
        let id = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .find_map(contract::session_cookie)?;
        let id = Uuid::try_parse(id).ok()?;
        let sessions = self.sessions.read().unwrap_or_else(PoisonError::into_inner);
        sessions.get(&id).cloned()
    }

    fn log_in(&self) -> Reply {
        let id = Uuid::new_v4();
        self.sessions
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, Arc::new(Login::ada()));
        let cookie = format!(
            "{}={}; HttpOnly; SameSite=Lax; Path=/",
            contract::SESSION_COOKIE,
            id.simple()
        );
        let mut reply = empty(StatusCode::NO_CONTENT);
        reply.headers_mut().insert(
            SET_COOKIE,
            HeaderValue::from_maybe_shared(Bytes::from(cookie))
                .expect("hexadecimal digits are ASCII"),
        );
        reply
    }
}

#[inline]
fn request_id(headers: &HeaderMap) -> HeaderValue {
    match headers.get(REQUEST_ID) {
        // Shares the bytes of the request.
        Some(id) if contract::is_acceptable_id(id.as_bytes()) => id.clone(),
        _ => {
            let mut text = Uuid::encode_buffer();
            let id = Uuid::new_v4().simple().encode_lower(&mut text);
            HeaderValue::from_str(id).expect("hexadecimal digits are ASCII")
        }
    }
}

fn problem(status: StatusCode, text: &'static str) -> Reply {
    let media_type = const { HeaderValue::from_static(contract::PROBLEM) };
    reply(status, media_type, text.as_bytes().into(), HEADERS)
}

fn preflight_reply() -> Reply {
    let mut reply = empty(StatusCode::NO_CONTENT);
    let headers = reply.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        const { HeaderValue::from_static("GET, POST") },
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        const { HeaderValue::from_static("content-type") },
    );
    headers.insert(
        ACCESS_CONTROL_MAX_AGE,
        const { HeaderValue::from_static("600") },
    );
    reply
}
