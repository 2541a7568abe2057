//! Payload: an id and its record as bytes, before they are sealed.

use std::{str, sync::Arc};

use bytes::Bytes;

use crate::session::{Record, SessionId, Timestamp};

/// So much a record takes beside its data and its subject: four times and two lengths, the longest
/// of all ids, and a binding.
const BESIDE: usize = 4 * 8 + 1 + 3 + 128 + 1 + BINDING;
const BINDING: usize = 32;

/// How many bytes [`write`] needs at most.
pub(super) fn longest(record: &Record) -> usize {
    BESIDE + record.data.len() + record.subject.as_ref().map_or(0, |subject| subject.len())
}

pub(super) fn write(id: &SessionId, record: &Record) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(longest(record));
    for time in [
        record.created,
        record.renewed,
        record.last_seen,
        record.expires,
    ] {
        bytes.extend(time.as_millis().to_be_bytes());
    }
    let id = id.as_str().as_bytes();
    // Ids have at most 128 characters, and what is sealed at most 4096 bytes.
    bytes.push(u8::try_from(id.len()).unwrap_or(u8::MAX));
    bytes.extend(id);
    let subject = record.subject.as_deref();
    bytes.push(u8::from(subject.is_some()));
    let subject = subject.unwrap_or_default().as_bytes();
    bytes.extend(
        u16::try_from(subject.len())
            .unwrap_or(u16::MAX)
            .to_be_bytes(),
    );
    bytes.extend(subject);
    bytes.push(u8::from(record.binding.is_some()));
    bytes.extend(record.binding.iter().flatten());
    bytes.extend(&record.data);
    bytes
}

/// Reads what [`write`] has written.
pub(super) fn read(mut bytes: &[u8]) -> Option<(SessionId, Record)> {
    let mut time = || {
        let (time, rest) = bytes.split_first_chunk()?;
        bytes = rest;
        Some(Timestamp::from_millis(u64::from_be_bytes(*time)))
    };
    let (created, renewed, last_seen, expires) = (time()?, time()?, time()?, time()?);
    let (length, rest) = bytes.split_first()?;
    let (id, rest) = rest.split_at_checked(usize::from(*length))?;
    let (has_subject, rest) = rest.split_first()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (subject, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let subject = str::from_utf8(subject).ok()?;
    let (binding, data) = match rest.split_first()? {
        (0, data) => (None, data),
        (_, rest) => {
            let (binding, data) = rest.split_first_chunk::<BINDING>()?;
            (Some(*binding), data)
        }
    };
    let mut record = Record::new(Bytes::copy_from_slice(data), created, expires);
    record.renewed = renewed;
    record.last_seen = last_seen;
    record.subject = (*has_subject == 1).then(|| Arc::from(subject));
    record.binding = binding;
    Some((SessionId::parse(str::from_utf8(id).ok()?).ok()?, record))
}
