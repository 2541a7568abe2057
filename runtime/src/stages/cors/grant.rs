//! Grant: what the answer to a request says about who may read it.

use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_EXPOSE_HEADERS,
    },
};

use super::{Cors, origins::Standing, preflight::YES};
use crate::{Response, response::vary};

const TIMING_ALLOW_ORIGIN: HeaderName = HeaderName::from_static("timing-allow-origin");

/// Tells browsers whether the page that asked may read this answer.
#[inline]
pub(super) fn write(cors: &Cors, standing: Standing, response: &mut Response) {
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        return;
    }
    let headers = response.headers_mut();
    if cors.origins.matter() {
        vary::by(headers, HeaderValue::from_static("Origin"));
    }
    match standing {
        Standing::Absent => {}
        Standing::Allowed(origin) => {
            if !(cors.respects_handlers && headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN)) {
                grant(cors, origin, headers);
            }
        }
        Standing::Refused => {
            if !cors.respects_handlers {
                revoke(headers);
            }
        }
    }
}

fn grant(cors: &Cors, origin: HeaderValue, headers: &mut HeaderMap) {
    if cors.allows_timing {
        headers.insert(TIMING_ALLOW_ORIGIN, origin.clone());
    }
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if cors.allows_credentials {
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, YES);
    } else {
        // A handler cannot allow what the stage does not.
        headers.remove(ACCESS_CONTROL_ALLOW_CREDENTIALS);
    }
    if let Some(line) = &cors.exposed_line {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, line.clone());
    }
}

/// Takes off what a handler has allowed by itself.
fn revoke(headers: &mut HeaderMap) {
    let is_ours = |name: &&HeaderName| name.as_str().starts_with("access-control-");
    while let Some(name) = headers.keys().find(is_ours).cloned() {
        headers.remove(name);
    }
}
