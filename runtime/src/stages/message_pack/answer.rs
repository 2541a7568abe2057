//! Answer: the body of a response, from JSON to MessagePack.

use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE},
};
use serde::Serialize as _;

use super::{asked::NAMES, transcoded::Transcoded};
use crate::{
    Body, Response,
    request::LookUp as _,
    response::vary,
    stages::{
        changed,
        liking::{Liking, Range},
    },
};

const JSON: &str = "application/json";

/// Tells whether the body is JSON that can be written another way.
#[inline]
pub(super) fn is_json(response: &Response) -> bool {
    let kind = response.headers().first(&CONTENT_TYPE);
    // What neither begins as JSON does nor has space in front is another type.
    kind.map(HeaderValue::as_bytes)
        .is_some_and(|kind| matches!(kind, [b'A' | b'a' | b' ' | b'\t', ..]) && names_json(kind))
}

#[inline(never)]
fn names_json(kind: &[u8]) -> bool {
    let essence = kind.split(|&byte| byte == b';').next().unwrap_or(kind);
    essence.trim_ascii().eq_ignore_ascii_case(JSON.as_bytes())
}

/// Writes a JSON body as MessagePack for a client that likes that better.
#[inline(never)]
pub(super) fn offer(max_bytes: usize, asked: &HeaderMap, response: &mut Response) {
    if forbids(response) {
        return;
    }
    vary::by(response.headers_mut(), HeaderValue::from_static("Accept"));
    let text = response.body().in_memory();
    let (Some(text), Some(name)) = (text, wanted(asked)) else {
        return;
    };
    // What a handler calls JSON and is none stays as it is.
    let Some(packed) = (text.len() <= max_bytes).then(|| pack(text)).flatten() else {
        return;
    };
    *response.body_mut() = Body::from(packed);
    let headers = response.headers_mut();
    changed::forget(headers);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(name));
}

/// Says in a 415 that takes JSON that MessagePack is taken, too (RFC 9110, section 15.5.16).
#[cold]
pub(super) fn tell(response: &mut Response) {
    if let Some(taken) = response.headers_mut().get_mut(ACCEPT)
        && taken.as_bytes() == JSON.as_bytes()
    {
        *taken = HeaderValue::from_static("application/json, application/vnd.msgpack");
    }
}

fn forbids(response: &Response) -> bool {
    let headers = response.headers();
    response.status().is_informational()
        || matches!(response.status().as_u16(), 204 | 205 | 206 | 304)
        || headers.contains_key(CONTENT_ENCODING)
        || headers.contains_key(CONTENT_RANGE)
}

/// The name by which a client wants MessagePack, if it likes that no less than JSON.
fn wanted(asked: &HeaderMap) -> Option<&'static str> {
    if !asked.contains_key(ACCEPT) {
        return None;
    }
    let json = Liking::of(JSON, asked).map_or(0, |json| json.quality);
    let liked = |name| {
        let liking = Liking::of(name, asked)?;
        let is_liked = liking.quality > 0 && liking.quality >= json;
        (liking.range == Range::Type && is_liked).then_some((liking.quality, name))
    };
    // Of equals the last is taken, which is the registered name.
    let names = NAMES.into_iter().rev().filter_map(liked);
    names
        .max_by_key(|(quality, _)| *quality)
        .map(|(_, name)| name)
}

fn pack(text: &[u8]) -> Option<Vec<u8>> {
    let mut source = serde_json::Deserializer::from_slice(text);
    let mut packed = Vec::with_capacity(text.len());
    Transcoded::of(&mut source)
        .serialize(&mut rmp_serde::Serializer::new(&mut packed))
        .ok()?;
    source.end().ok()?;
    Some(packed)
}
