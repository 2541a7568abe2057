//! SQLite options: where the file is, and how much it may take.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::session::{Clock, SqliteStore, StoreError, SystemClock, sqlite::lane::Lane};

/// The default of SQLite since 2016, and of the files made here.
const PAGE: u64 = 4096;

/// Settings of a [`SqliteStore`].
///
/// # Examples
///
/// ```
/// use onionskin::session::{SqliteOptions, SqliteStore};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # let folder = std::env::temp_dir().join(format!("onionskin-doc-options-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// let store = SqliteStore::options(folder.join("sessions.db"))
///     .readers(8)
///     .max_bytes(64 * 1024 * 1024)
///     .open()
///     .await
///     .unwrap();
/// store.create_schema().await.unwrap();
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # });
/// ```
#[derive(Clone)]
pub struct SqliteOptions {
    path: PathBuf,
    readers: usize,
    max_bytes: Option<u64>,
    clock: Arc<dyn Clock>,
}

impl SqliteOptions {
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            readers: 4,
            max_bytes: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// Reads by so many connections at once, at least one. The default is 4.
    ///
    /// Writes go by one connection more, as SQLite lets one writer in at a time.
    #[must_use]
    pub fn readers(mut self, readers: usize) -> Self {
        self.readers = readers.max(1);
        self
    }

    /// Lets the file grow to so many bytes. The default is no bound.
    ///
    /// A full store refuses writes and answers reads; nothing that is stored is lost.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = Some(bytes);
        self
    }

    /// Tells the time by another clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Opens the file, or makes an empty one that only its owner can read.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, is no SQLite database, or is `:memory:`, which every
    /// connection would have for itself.
    pub async fn open(self) -> Result<SqliteStore, StoreError> {
        if self.path.as_os_str().is_empty() || self.path == Path::new(":memory:") {
            return Err(StoreError::new(
                "SQLite sessions need a file; for memory there is `MemoryStore`",
            ));
        }
        let pages = self
            .max_bytes
            .map(|bytes| u32::try_from(bytes / PAGE).unwrap_or(u32::MAX).max(1));
        let store = SqliteStore {
            reads: Lane::new(self.path.clone(), pages, self.readers),
            writes: Lane::new(self.path, pages, 1),
            clock: self.clock,
        };
        store
            .writes
            .run(|connection| {
                connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
            })
            .await?;
        Ok(store)
    }
}

impl fmt::Debug for SqliteOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteOptions")
            .field("path", &self.path)
            .field("readers", &self.readers)
            .field("max_bytes", &self.max_bytes)
            .finish_non_exhaustive()
    }
}
