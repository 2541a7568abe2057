//! Fields: a record as a Redis hash keeps it.

use std::{str, sync::Arc};

use redis::ScriptInvocation;

use crate::session::{Record, SessionKey, Timestamp, decoded::Decoded};

/// Version, data, created, renewed, last seen, expires, subject, successor, binding.
///
/// What is absent of the last three is an empty text; a subject that is there begins with a plus.
pub(super) const NAMES: [&str; 9] = ["v", "d", "c", "r", "l", "e", "s", "n", "b"];

/// What `HMGET` gives for [`NAMES`].
pub(super) type Values = [Option<Vec<u8>>; NAMES.len()];

/// Lua, and the sorted sets of Redis, count in doubles; beyond them is as good as forever.
const LAST: u64 = 1 << 53;

/// Reads a record; nothing when there is none, or none that could have been written here.
pub(super) fn read(values: Values) -> Option<Record> {
    if values.iter().all(Option::is_none) {
        return None;
    }
    let record = try_read(values);
    if record.is_none() {
        tracing::warn!("a stored session is damaged; it is taken as absent");
    }
    record
}

fn try_read(values: Values) -> Option<Record> {
    let [
        version,
        data,
        created,
        renewed,
        last_seen,
        expires,
        subject,
        successor,
        binding,
    ] = values;
    let successor = match successor?.as_slice() {
        [] => None,
        key => Some(SessionKey::from_bytes(key.try_into().ok()?)),
    };
    let binding = match binding?.as_slice() {
        [] => None,
        digest => Some(digest.try_into().ok()?),
    };
    let subject = match subject?.as_slice() {
        [] => None,
        [b'+', subject @ ..] => Some(Arc::from(str::from_utf8(subject).ok()?)),
        _ => return None,
    };
    Some(Record {
        version: number(version)?,
        data: data?.into(),
        created: Timestamp::from_millis(number(created)?),
        renewed: Timestamp::from_millis(number(renewed)?),
        last_seen: Timestamp::from_millis(number(last_seen)?),
        expires: Timestamp::from_millis(number(expires)?),
        subject,
        binding,
        successor,
        decoded: Decoded::default(),
    })
}

/// Appends names and values in turn, as `HSET` takes them.
pub(super) fn write(record: &Record, script: &mut ScriptInvocation<'_>) {
    let successor = record.successor.as_ref().map(SessionKey::as_bytes);
    let [
        version,
        data,
        created,
        renewed,
        last_seen,
        expires,
        subject,
        next,
        binding,
    ] = NAMES;
    script
        .arg(version)
        .arg(record.version)
        .arg(data)
        .arg(&*record.data)
        .arg(created)
        .arg(record.created.as_millis())
        .arg(renewed)
        .arg(record.renewed.as_millis())
        .arg(last_seen)
        .arg(moment(record.last_seen))
        .arg(expires)
        .arg(moment(record.expires))
        .arg(subject)
        .arg(record.subject.as_deref().map_or_else(String::new, tagged))
        .arg(next)
        .arg(successor.map_or(&[][..], |key| key))
        .arg(binding)
        .arg(record.binding.as_ref().map_or(&[][..], |digest| digest));
}

/// A subject as the field has it, so that an empty one is not an absent one.
pub(super) fn tagged(subject: &str) -> String {
    format!("+{subject}")
}

/// A moment in milliseconds that scripts can compare.
pub(super) fn moment(time: Timestamp) -> u64 {
    time.as_millis().min(LAST)
}

fn number(value: Option<Vec<u8>>) -> Option<u64> {
    str::from_utf8(&value?).ok()?.parse().ok()
}
