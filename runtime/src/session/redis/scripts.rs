//! Scripts: what Redis must do in one step. Each touches one key, so that any cluster can run it.

use redis::Script;

/// What [`Scripts::save`] answers.
pub(super) const SAVED: i64 = 1;
pub(super) const CONFLICT: i64 = 2;

/// KEYS: record. ARGV: nonce, deadline, names and values. Answers 1 when the record was made.
///
/// The nonce names the write: one that a cluster's connection sends again, because it had no
/// answer the first time, hears what came of it then.
const CREATE: &str = "
if redis.call('EXISTS', KEYS[1]) == 1 then
  return redis.call('HGET', KEYS[1], 'w') == ARGV[1] and 1 or 0
end
redis.call('HSET', KEYS[1], 'w', ARGV[1], unpack(ARGV, 3))
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
return 1";

/// KEYS: record. ARGV: nonce, deadline, expected version, names and values.
const SAVE: &str = "
local found = redis.call('HMGET', KEYS[1], 'v', 'w')
if not found[1] then return 0 end
if found[2] == ARGV[1] then return 1 end
if found[1] ~= ARGV[3] then return 2 end
redis.call('HSET', KEYS[1], 'w', ARGV[1], unpack(ARGV, 4))
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
return 1";

/// KEYS: record. ARGV: last seen, expires. What has a successor ends when its grace does.
const TOUCH: &str = "
local found = redis.call('HMGET', KEYS[1], 'l', 'e', 'n')
if found[3] ~= '' then return 0 end
local seen, expires = tonumber(found[1] or ''), tonumber(found[2] or '')
if seen and tonumber(ARGV[1]) > seen then
  redis.call('HSET', KEYS[1], 'l', ARGV[1])
end
if expires and tonumber(ARGV[2]) > expires then
  redis.call('HSET', KEYS[1], 'e', ARGV[2])
  redis.call('PEXPIREAT', KEYS[1], ARGV[2])
end
return 1";

/// KEYS: record. ARGV: subject. Answers 1 when it was the subject's and is gone.
const DELETE_OF: &str = "
if redis.call('HGET', KEYS[1], 's') == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0";

/// KEYS: index of a subject. ARGV: key of a record, its deadline.
///
/// The index knows every live record of the subject, drops those whose time is over, and ends with
/// the last of them.
const INDEX: &str = "
local time = redis.call('TIME')
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time[1] * 1000)
local known = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '0')
if tonumber(ARGV[2]) > known then
  redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
end
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if last[2] then
  redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', tonumber(last[2])))
end
return 1";

/// The scripts with the digests that Redis calls them by.
pub(super) struct Scripts {
    pub(super) create: Script,
    pub(super) save: Script,
    pub(super) touch: Script,
    pub(super) delete_of: Script,
    pub(super) index: Script,
}

impl Scripts {
    pub(super) fn new() -> Self {
        Self {
            create: Script::new(CREATE),
            save: Script::new(SAVE),
            touch: Script::new(TOUCH),
            delete_of: Script::new(DELETE_OF),
            index: Script::new(INDEX),
        }
    }
}
