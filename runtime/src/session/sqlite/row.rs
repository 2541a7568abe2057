//! Row: a record as SQLite keeps it.

use std::sync::Arc;

use rusqlite::{Row, Statement, types::FromSqlError, types::Type};

use crate::session::{Record, SessionKey, Timestamp, decoded::Decoded};

/// Reads `version, data, created, renewed, last_seen, expires, subject, successor, binding`.
///
/// A row that cannot be what was written is no session: somebody else has been at the file.
pub(super) fn read(row: &Row<'_>) -> Option<Record> {
    try_read(row)
        .inspect_err(|error| {
            tracing::warn!(cause = ?error, "a stored session is damaged; it is taken as absent");
        })
        .ok()
}

fn try_read(row: &Row<'_>) -> rusqlite::Result<Record> {
    let successor: Option<[u8; 32]> = row.get(7)?;
    Ok(Record {
        version: unsigned(row, 0)?,
        data: row.get::<_, Vec<u8>>(1)?.into(),
        created: Timestamp::from_millis(unsigned(row, 2)?),
        renewed: Timestamp::from_millis(unsigned(row, 3)?),
        last_seen: Timestamp::from_millis(unsigned(row, 4)?),
        expires: Timestamp::from_millis(unsigned(row, 5)?),
        subject: row.get::<_, Option<Arc<str>>>(6)?,
        successor: successor.map(SessionKey::from_bytes),
        binding: row.get(8)?,
        decoded: Decoded::default(),
    })
}

/// Binds `key, version, data, created, renewed, last_seen, expires, subject, successor, binding`, from 1 on.
pub(super) fn bind(
    statement: &mut Statement<'_>,
    key: &SessionKey,
    record: &Record,
) -> rusqlite::Result<()> {
    statement.raw_bind_parameter(1, key.as_bytes())?;
    statement.raw_bind_parameter(2, signed(record.version))?;
    statement.raw_bind_parameter(3, &*record.data)?;
    statement.raw_bind_parameter(4, signed(record.created.as_millis()))?;
    statement.raw_bind_parameter(5, signed(record.renewed.as_millis()))?;
    statement.raw_bind_parameter(6, signed(record.last_seen.as_millis()))?;
    statement.raw_bind_parameter(7, signed(record.expires.as_millis()))?;
    statement.raw_bind_parameter(8, record.subject.as_deref())?;
    statement.raw_bind_parameter(9, record.successor.as_ref().map(SessionKey::as_bytes))?;
    statement.raw_bind_parameter(10, record.binding)
}

/// SQLite's integers are signed; a time beyond them is as good as forever.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| {
        let cause = Box::new(FromSqlError::OutOfRange(number));
        rusqlite::Error::FromSqlConversionFailure(column, Type::Integer, cause)
    })
}
