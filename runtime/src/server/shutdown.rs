//! Shutdown: the server's end, as its connections learn of it.

use std::{future::pending, pin::Pin};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

use super::ServeError;

/// How far a shutdown has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Running,
    /// Requests in flight are finished; nothing new is begun.
    Draining,
    /// Everything ends now.
    Stopped,
}

/// What a connection holds to learn of a shutdown.
pub(super) struct Shutdown(watch::Receiver<Stage>);

impl Shutdown {
    /// Waits until there is something to learn; it is learnt by [`look`](Self::look).
    pub(super) fn changed(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut receiver = self.0.clone();
        // An error is news too: the server's future was dropped.
        async move { drop(receiver.changed().await) }
    }

    /// Tells how far the shutdown has come, if that is news.
    #[inline]
    pub(super) fn look(&mut self) -> Option<Stage> {
        match self.0.has_changed() {
            Ok(false) => None,
            Ok(true) => Some(*self.0.borrow_and_update()),
            // Nobody is left to drain for.
            Err(_) => Some(Stage::Stopped),
        }
    }
}

/// What the server holds to end its connections.
pub(super) struct Shutdowns(watch::Sender<Stage>);

impl Shutdowns {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(Stage::Running))
    }

    pub(super) fn subscribe(&self) -> Shutdown {
        let mut receiver = self.0.subscribe();
        if *receiver.borrow() != Stage::Running {
            // A connection accepted while draining learns of it too.
            receiver.mark_changed();
        }
        Shutdown(receiver)
    }

    pub(super) fn drain(&self) {
        self.0.send_replace(Stage::Draining);
    }

    pub(super) fn stop(&self) {
        self.0.send_replace(Stage::Stopped);
    }

    /// Waits until no connection is left.
    pub(super) async fn drained(&self) {
        self.0.closed().await;
    }
}

/// SIGTERM and SIGINT.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    pub(super) fn listen() -> Result<Self, ServeError> {
        let listen = |kind| {
            signal(kind).map_err(|source| ServeError::io("listen for signals to shut down", source))
        };
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    pub(super) async fn next(&mut self) {
        let ended = tokio::select! {
            signal = self.terminate.recv() => signal.is_none(),
            signal = self.interrupt.recv() => signal.is_none(),
        };
        if ended {
            pending::<()>().await;
        }
    }
}

/// What ends a server.
pub(super) enum End {
    Signals(Signals),
    Future(Pin<Box<dyn Future<Output = ()> + Send>>),
    Never,
}

impl End {
    /// The given future, or else a signal.
    pub(super) fn of(
        future: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    ) -> Result<Self, ServeError> {
        future.map_or_else(
            || Signals::listen().map(Self::Signals),
            |future| Ok(Self::Future(future)),
        )
    }

    pub(super) async fn next(&mut self) {
        match self {
            Self::Signals(signals) => signals.next().await,
            Self::Future(future) => {
                future.await;
                *self = Self::Never;
            }
            Self::Never => pending().await,
        }
    }
}
