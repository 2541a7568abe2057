//! Lane: a bounded number of connections to one file, on tokio's blocking threads.

use std::{
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};
use tokio::sync::Semaphore;

use crate::session::StoreError;

/// How long a writer waits for one in another process.
const BUSY: Duration = Duration::from_secs(2);

/// Lends connections to work that blocks; who finds all of them taken waits in line.
#[derive(Debug)]
pub(super) struct Lane {
    path: PathBuf,
    /// Pages that the file may have; none is no bound.
    max_pages: Option<u32>,
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
}

impl Lane {
    pub(super) fn new(path: PathBuf, max_pages: Option<u32>, connections: usize) -> Arc<Self> {
        Arc::new(Self {
            path,
            max_pages,
            permits: Arc::new(Semaphore::new(connections)),
            idle: Mutex::default(),
        })
    }

    /// Runs `work` with a connection. Work that was begun ends, even if nobody waits for it.
    pub(super) async fn run<R: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<R> + Send + 'static,
    ) -> Result<R, StoreError> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(StoreError::new)?;
        let lane = Arc::clone(self);
        let blocking = move || {
            let _permit = permit;
            let idle = lane.idle().pop();
            let mut connection = match idle {
                Some(connection) => connection,
                None => lane.open()?,
            };
            let result = work(&mut connection).map_err(StoreError::new)?;
            // Only one that has not failed: whatever is wrong with another ends with it.
            lane.idle().push(connection);
            Ok(result)
        };
        tokio::task::spawn_blocking(blocking)
            .await
            .map_err(StoreError::new)?
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn open(&self) -> Result<Connection, StoreError> {
        self.create_private_file().map_err(StoreError::new)?;
        self.connect().map_err(StoreError::new)
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(BUSY)?;
        // With a journal ahead of the file, readers and a writer do not wait for each other; and
        // FULL has every commit on the disk before it is acknowledged.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "fullfsync", true)?;
        if let Some(pages) = self.max_pages {
            connection.pragma_update(None, "max_page_count", pages)?;
        }
        Ok(connection)
    }

    /// The journal files take over the rights of this one.
    fn create_private_file(&self) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path).map(drop)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        // A push or a pop leaves nothing half done.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
