//! Statements: the SQL of the store, and the table that it is about.

/// The lock keeps two processes that start at once from making the table at once; its number is
/// the first bytes of the table's name.
pub(super) const SCHEMA: &str = "
    SELECT pg_advisory_xact_lock(8029467318306137449);
    CREATE TABLE IF NOT EXISTS onionskin_sessions (
        key bytea PRIMARY KEY,
        version bigint NOT NULL,
        data bytea NOT NULL,
        created bigint NOT NULL,
        renewed bigint NOT NULL,
        last_seen bigint NOT NULL,
        expires bigint NOT NULL,
        subject text,
        successor bytea,
        binding bytea
    );
    CREATE INDEX IF NOT EXISTS onionskin_sessions_expires ON onionskin_sessions (expires);
    CREATE INDEX IF NOT EXISTS onionskin_sessions_subject ON onionskin_sessions (subject)
        WHERE subject IS NOT NULL;";

pub(super) const LOAD: &str = "
    SELECT version, data, created, renewed, last_seen, expires, subject, successor, binding
    FROM onionskin_sessions WHERE key = $1 AND expires > $2";

pub(super) const IS_LIVE: &str = "SELECT 1 FROM onionskin_sessions WHERE key = $1 AND expires > $2";

pub(super) const CREATE: &str = "
    INSERT INTO onionskin_sessions
        (key, version, data, created, renewed, last_seen, expires, subject, successor, binding)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (key) DO UPDATE SET
        version = $2, data = $3, created = $4, renewed = $5, last_seen = $6, expires = $7,
        subject = $8, successor = $9, binding = $10
    WHERE onionskin_sessions.expires <= $11";

pub(super) const SAVE: &str = "
    UPDATE onionskin_sessions SET
        version = $2, data = $3, created = $4, renewed = $5, last_seen = $6, expires = $7,
        subject = $8, successor = $9, binding = $10
    WHERE key = $1 AND expires > $11 AND version = $12";

pub(super) const TOUCH: &str = "
    UPDATE onionskin_sessions
    SET last_seen = greatest(last_seen, $1), expires = greatest(expires, $2)
    WHERE key = $3 AND expires > $4 AND successor IS NULL";

/// Rows that somebody is writing are left to the next time: they may be about to live on.
pub(super) const CLEAR_DEAD: &str = "
    DELETE FROM onionskin_sessions WHERE key IN (
        SELECT key FROM onionskin_sessions WHERE expires <= $1 ORDER BY expires LIMIT $2
        FOR UPDATE SKIP LOCKED)";
/// Few enough to be deleted well within the time limit.
pub(super) const BATCH: i64 = 1000;
