//! Redis store: sessions that many machines share.

mod fields;
mod link;
mod scripts;
mod store;

use std::{fmt, sync::Arc, time::Duration};

use redis::{FromRedisValue, RedisResult, ScriptInvocation};
use sha2::{Digest, Sha256};

use self::{
    fields::moment,
    link::{Connection, Link},
    scripts::Scripts,
};
use crate::session::{Record, SessionKey, StoreError, Timestamp};

/// Keeps sessions in Redis or Valkey, on one server or a cluster.
///
/// Loading takes one round trip, and saving one; records vanish by themselves when their time is
/// over, by the clock of the server. All requests share one connection, which is made when it is
/// first used and again whenever it is lost. A clone is another handle to the same sessions.
///
/// Redis from 6.2 on, and Valkey. What Redis has acknowledged is as safe as it is set up: with
/// `appendonly yes` and `appendfsync always` it survives a kill, otherwise the last second may be
/// lost. A full server should have `maxmemory-policy noeviction`, or `volatile-ttl` to drop the
/// sessions that end next.
///
/// # Examples
///
/// ```
/// use onionskin::{Sessions, session::RedisStore};
///
/// let store = RedisStore::new("redis://shop:password@cache.internal:6379/0")
///     .unwrap()
///     .prefix("shop:");
/// let sessions = Sessions::<u64>::new(store);
/// # drop(sessions);
/// ```
///
/// # Security
///
/// Keys are digests of ids, so who reads the keys of a server gets no session. The data stands
/// there as it is. `rediss://` encrypts the way to the server; it needs the feature `redis-tls`.
#[derive(Clone)]
pub struct RedisStore {
    link: Arc<Link>,
    scripts: Arc<Scripts>,
    prefix: Arc<str>,
    time_limit: Duration,
}

impl RedisStore {
    /// Keeps sessions on the server at `redis://[user][:password@]host[:port][/database]`.
    ///
    /// # Errors
    ///
    /// When the URL cannot be understood. A server that is away is no error before it is asked.
    pub fn new(url: &str) -> Result<Self, StoreError> {
        Link::to_server(url)
            .map(Self::over)
            .map_err(StoreError::new)
    }

    /// Keeps sessions on the server at that `rediss://` URL, which this root certificate vouches
    /// for, and no other.
    ///
    /// The certificate is in PEM. Without it, those count that Mozilla trusts.
    ///
    /// # Errors
    ///
    /// When the URL or the certificate cannot be understood.
    #[cfg(feature = "redis-tls")]
    pub fn with_root_certificate(url: &str, pem: &[u8]) -> Result<Self, StoreError> {
        Link::to_server_trusting(url, pem)
            .map(Self::over)
            .map_err(StoreError::new)
    }

    /// Keeps sessions in the cluster that these servers belong to.
    ///
    /// # Errors
    ///
    /// When an URL cannot be understood.
    pub fn cluster(urls: &[&str]) -> Result<Self, StoreError> {
        Link::to_cluster(urls)
            .map(Self::over)
            .map_err(StoreError::new)
    }

    fn over(link: Link) -> Self {
        Self {
            link: Arc::new(link),
            scripts: Arc::new(Scripts::new()),
            prefix: Arc::from("onionskin:"),
            time_limit: Duration::from_secs(2),
        }
    }

    /// Begins every key with this. The default is `onionskin:`.
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        self.prefix = Arc::from(prefix);
        self
    }

    /// Waits so long for every answer. The default is 2 seconds.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    fn record_key(&self, key: &SessionKey) -> String {
        self.key("session:", key.as_bytes())
    }

    fn index_key(&self, subject: &str) -> String {
        self.key("subject:", &Sha256::digest(subject.as_bytes()))
    }

    fn key(&self, kind: &str, digest: &[u8]) -> String {
        let mut key = String::with_capacity(self.prefix.len() + kind.len() + 2 * digest.len());
        key.push_str(&self.prefix);
        key.push_str(kind);
        for byte in digest {
            for digit in [byte >> 4, byte & 15] {
                key.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
            }
        }
        key
    }

    async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, StoreError> {
        self.with(async |connection| script.invoke_async(connection).await)
            .await
    }

    /// Makes sure that the index of a subject knows of a record.
    async fn index(
        &self,
        subject: &str,
        record: &str,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let mut script = self.scripts.index.key(self.index_key(subject));
        script.arg(record).arg(moment(expires));
        self.run(&script).await
    }

    /// Writes a record, and beside it, in the same breath, the index of its subject.
    async fn write(
        &self,
        script: &ScriptInvocation<'_>,
        key: &str,
        record: &Record,
    ) -> Result<i64, StoreError> {
        let Some(subject) = &record.subject else {
            return self.run(script).await;
        };
        // The index goes first, so that no record of a subject is ever without it.
        let ((), outcome) =
            tokio::try_join!(self.index(subject, key, record.expires), self.run(script),)?;
        Ok(outcome)
    }

    async fn with<T>(
        &self,
        ask: impl AsyncFnOnce(&mut Connection) -> RedisResult<T>,
    ) -> Result<T, StoreError> {
        let answer = async {
            let mut connection = self.link.connection(self.time_limit).await?;
            ask(&mut connection).await
        };
        tokio::time::timeout(self.time_limit, answer)
            .await
            .map_err(StoreError::new)?
            .map_err(StoreError::new)
    }
}

impl fmt::Debug for RedisStore {
    /// Leaves out the URL, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("link", &self.link)
            .field("prefix", &self.prefix)
            .field("time_limit", &self.time_limit)
            .finish_non_exhaustive()
    }
}
