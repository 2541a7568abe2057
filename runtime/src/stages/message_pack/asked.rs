//! Asked: the body of a request, from MessagePack to JSON.

use std::io::Cursor;

use bytes::Bytes;
use http::{
    HeaderValue,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use serde::Serialize as _;

use super::{MessagePackRejection, transcoded::Transcoded};
use crate::{Body, FromRequest, Request};

/// How deep values may be nested, as in `serde_json`.
const DEEPEST: usize = 128;

const SUFFIX: &str = "+msgpack";

/// The names that MessagePack goes by, the registered one first.
pub(super) const NAMES: [&str; 3] = [
    "application/vnd.msgpack",
    "application/msgpack",
    "application/x-msgpack",
];

/// Gives the type of the JSON that a body of this type means; `None` when it is no MessagePack.
pub(super) fn json_type(content_type: &HeaderValue) -> Option<HeaderValue> {
    let essence = content_type.to_str().ok()?.split(';').next()?.trim();
    if NAMES.iter().any(|name| essence.eq_ignore_ascii_case(name)) {
        return Some(HeaderValue::from_static("application/json"));
    }
    let (kind, suffix) = essence.split_at_checked(essence.len().checked_sub(SUFFIX.len())?)?;
    if !suffix.eq_ignore_ascii_case(SUFFIX) {
        return None;
    }
    HeaderValue::try_from(format!("{kind}+json")).ok()
}

/// Makes the body the JSON that it means.
pub(super) async fn unpack(
    request: &mut Request,
    json: HeaderValue,
) -> Result<(), MessagePackRejection> {
    let packed = Bytes::from_request(request).await;
    let packed = packed.map_err(MessagePackRejection::Body)?;
    let text = text(&packed)?;
    *request.body_mut() = Body::from(text);
    let headers = request.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, json);
    Ok(())
}

fn text(packed: &[u8]) -> Result<Vec<u8>, MessagePackRejection> {
    let malformed = |error: serde_json::Error| MessagePackRejection::Malformed(error.into());
    // A reader and not a slice, because it tells how much it has read.
    let mut source = rmp_serde::Deserializer::new(Cursor::new(packed));
    source.set_max_depth(DEEPEST);
    let mut text = Vec::with_capacity(packed.len());
    Transcoded::of(&mut source)
        .serialize(&mut serde_json::Serializer::new(&mut text))
        .map_err(malformed)?;
    if usize::try_from(source.position()) != Ok(packed.len()) {
        let error = "there are bytes behind the end of the value";
        return Err(MessagePackRejection::Malformed(error.into()));
    }
    Ok(text)
}
