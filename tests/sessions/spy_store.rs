//! A spying store: counts what it is asked, waits before it answers, and can be switched off.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
};

use onionskin::{
    MemoryStore, SessionKey, SessionStore, StoreError,
    session::{CreateOutcome, Record, SaveOutcome, Timestamp},
};

#[derive(Clone)]
pub(crate) struct SpyStore {
    inner: MemoryStore,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    asked: AtomicUsize,
    touched: AtomicUsize,
    down: AtomicBool,
}

impl SpyStore {
    pub(crate) fn new(inner: MemoryStore) -> Self {
        Self {
            inner,
            seen: Arc::default(),
        }
    }

    /// How often the store was asked for anything.
    pub(crate) fn asked(&self) -> usize {
        self.seen.asked.load(Relaxed)
    }

    pub(crate) fn touched(&self) -> usize {
        self.seen.touched.load(Relaxed)
    }

    pub(crate) fn break_down(&self) {
        self.seen.down.store(true, Relaxed);
    }

    pub(crate) fn recover(&self) {
        self.seen.down.store(false, Relaxed);
    }

    async fn answer(&self) -> Result<(), StoreError> {
        self.seen.asked.fetch_add(1, Relaxed);
        tokio::task::yield_now().await;
        if self.seen.down.load(Relaxed) {
            return Err(StoreError::new("connection refused by 10.1.2.3"));
        }
        Ok(())
    }
}

impl SessionStore for SpyStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<Record>, StoreError> {
        self.answer().await?;
        self.inner.load(key).await
    }

    async fn create(&self, key: &SessionKey, record: &Record) -> Result<CreateOutcome, StoreError> {
        self.answer().await?;
        self.inner.create(key, record).await
    }

    async fn save(
        &self,
        key: &SessionKey,
        record: &Record,
        expected: u64,
    ) -> Result<SaveOutcome, StoreError> {
        self.answer().await?;
        self.inner.save(key, record, expected).await
    }

    async fn touch(
        &self,
        key: &SessionKey,
        last_seen: Timestamp,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        self.seen.touched.fetch_add(1, Relaxed);
        self.answer().await?;
        self.inner.touch(key, last_seen, expires).await
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), StoreError> {
        self.answer().await?;
        self.inner.delete(key).await
    }

    async fn delete_for_subject(&self, subject: &str) -> Result<u64, StoreError> {
        self.answer().await?;
        self.inner.delete_for_subject(subject).await
    }

    async fn delete_expired(&self) -> Result<u64, StoreError> {
        self.answer().await?;
        self.inner.delete_expired().await
    }
}
