//! Accept: takes connections from the listeners until the shutdown.

use std::{
    future::poll_fn,
    io,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{sync::Semaphore, time::sleep};

use super::{Listener, stream::Stream};

/// How long to wait when the machine has no room for another connection.
const BACK_OFF: Duration = Duration::from_millis(50);

/// The listeners of one server, taken from in turn.
pub(super) struct Acceptor {
    listeners: Vec<Listener>,
    turn: usize,
    permits: Arc<Semaphore>,
    failing: bool,
}

/// A connection, and its permit to be one of those at one time.
pub(super) struct Accepted {
    pub(super) stream: Stream,
    pub(super) permit: tokio::sync::OwnedSemaphorePermit,
}

impl Acceptor {
    pub(super) fn new(listeners: Vec<Listener>, max_connections: usize) -> Self {
        let max_connections = max_connections.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            listeners,
            turn: 0,
            permits: Arc::new(Semaphore::new(max_connections)),
            failing: false,
        }
    }

    /// Waits for the next connection; failures to accept are waited out.
    pub(super) async fn accept(&mut self) -> Accepted {
        let permit = loop {
            // Nobody closes the semaphore, so the error never comes.
            if let Ok(permit) = Arc::clone(&self.permits).acquire_owned().await {
                break permit;
            }
        };
        loop {
            match poll_fn(|context| self.poll_accept(context)).await {
                Ok(stream) => {
                    self.failing = false;
                    return Accepted { stream, permit };
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    if !self.failing {
                        tracing::error!(%error, "cannot accept connections; trying on");
                        self.failing = true;
                    }
                    sleep(BACK_OFF).await;
                }
            }
        }
    }

    /// Takes a connection that the machine has accepted already, if there is one.
    pub(super) async fn accept_waiting(&mut self) -> Option<Accepted> {
        let permit = Arc::clone(&self.permits).try_acquire_owned().ok()?;
        let accepted = poll_fn(|context| match self.poll_accept(context) {
            Poll::Ready(accepted) => Poll::Ready(accepted.ok()),
            Poll::Pending => Poll::Ready(None),
        });
        let stream = accepted.await?;
        Some(Accepted { stream, permit })
    }

    fn poll_accept(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Stream>> {
        let count = self.listeners.len();
        for offset in 0..count {
            let index = (self.turn + offset) % count;
            if let Poll::Ready(accepted) = self.listeners[index].poll_accept(context) {
                self.turn = index + 1;
                return Poll::Ready(accepted);
            }
        }
        Poll::Pending
    }
}

/// Tells whether the failure is of a client that left before it was accepted.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}
