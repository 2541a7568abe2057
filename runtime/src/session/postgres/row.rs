//! Row: a record as PostgreSQL keeps it.

use std::{error::Error, sync::Arc};

use tokio_postgres::{Row, types::ToSql};

use crate::session::{Record, SessionKey, Timestamp, decoded::Decoded};

/// Reads `version, data, created, renewed, last_seen, expires, subject, successor, binding`.
///
/// A row that cannot be what was written is no session: somebody else has been at the table.
pub(super) fn read(row: &Row) -> Option<Record> {
    try_read(row)
        .inspect_err(|error| {
            tracing::warn!(cause = ?error, "a stored session is damaged; it is taken as absent");
        })
        .ok()
}

fn try_read(row: &Row) -> Result<Record, Box<dyn Error + Send + Sync>> {
    let successor = match row.try_get::<_, Option<&[u8]>>(7)? {
        Some(key) => Some(SessionKey::from_bytes(key.try_into()?)),
        None => None,
    };
    let binding = match row.try_get::<_, Option<&[u8]>>(8)? {
        Some(digest) => Some(digest.try_into()?),
        None => None,
    };
    Ok(Record {
        version: unsigned(row, 0)?,
        data: row.try_get::<_, Vec<u8>>(1)?.into(),
        created: Timestamp::from_millis(unsigned(row, 2)?),
        renewed: Timestamp::from_millis(unsigned(row, 3)?),
        last_seen: Timestamp::from_millis(unsigned(row, 4)?),
        expires: Timestamp::from_millis(unsigned(row, 5)?),
        subject: row.try_get::<_, Option<&str>>(6)?.map(Arc::from),
        binding,
        successor,
        decoded: Decoded::default(),
    })
}

/// A value in the place of a `$1`.
pub(super) type Value<'a> = &'a (dyn ToSql + Sync);

/// The values of a record, in the types of its columns.
pub(super) struct Columns<'a> {
    key: &'a [u8],
    version: i64,
    data: &'a [u8],
    created: i64,
    renewed: i64,
    last_seen: i64,
    expires: i64,
    subject: Option<&'a str>,
    successor: Option<&'a [u8]>,
    binding: Option<&'a [u8]>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(key: &'a SessionKey, record: &'a Record) -> Self {
        Self {
            key: key.as_bytes(),
            version: signed(record.version),
            data: &record.data,
            created: signed(record.created.as_millis()),
            renewed: signed(record.renewed.as_millis()),
            last_seen: signed(record.last_seen.as_millis()),
            expires: signed(record.expires.as_millis()),
            subject: record.subject.as_deref(),
            successor: record.successor.as_ref().map(|key| &key.as_bytes()[..]),
            binding: record.binding.as_ref().map(|digest| &digest[..]),
        }
    }

    /// The columns from key to binding for `$1` to `$10`, and more.
    pub(super) fn and<'b>(&'b self, more: &[Value<'b>]) -> Vec<Value<'b>> {
        let mut values: Vec<Value<'b>> = vec![
            &self.key,
            &self.version,
            &self.data,
            &self.created,
            &self.renewed,
            &self.last_seen,
            &self.expires,
            &self.subject,
            &self.successor,
            &self.binding,
        ];
        values.extend_from_slice(more);
        values
    }
}

/// The integers of SQL are signed; a time beyond them is as good as forever.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(row: &Row, column: usize) -> Result<u64, Box<dyn Error + Send + Sync>> {
    Ok(u64::try_from(row.try_get::<_, i64>(column)?)?)
}
