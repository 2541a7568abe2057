//! Lease: a connection that goes back to the pool when its work has ended, and is closed otherwise.

use deadpool_postgres::{Object, Pool, PoolError};

/// A connection with work under way.
///
/// One whose answer nobody waits for any more may hang on a server that is gone, so it must not
/// be lent again: dropped before its work has ended, it is closed.
pub(super) struct Lease {
    connection: Option<Object>,
}

impl Lease {
    /// Runs `work` on a connection from the pool.
    pub(super) async fn run<T>(
        pool: &Pool,
        work: impl AsyncFnOnce(&Object) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, PoolError> {
        let mut lease = Self {
            connection: Some(pool.get().await?),
        };
        let answer = match &lease.connection {
            Some(connection) => work(connection).await,
            None => return Err(PoolError::Closed),
        };
        drop(lease.connection.take());
        Ok(answer?)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
    }
}
