//! Shutdown: the server's end, as its connections learn of it.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

use super::{ServeError, woken::Woken};

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

/// What ends a server: a signal, or the future that stands for it, and a second time a signal alone.
///
/// It is asked whenever there is a connection to accept; signals are asked only when one has come.
pub(super) struct End {
    cause: Cause,
    woken: Woken,
}

enum Cause {
    Signals {
        terminate: Signal,
        interrupt: Signal,
    },
    Future(Pin<Box<dyn Future<Output = ()> + Send>>),
    Never,
}

impl End {
    /// The given future, or else SIGTERM and SIGINT.
    pub(super) fn of(
        future: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    ) -> Result<Self, ServeError> {
        let listen = |kind| {
            signal(kind).map_err(|source| ServeError::io("listen for signals to shut down", source))
        };
        let cause = match future {
            Some(future) => Cause::Future(future),
            None => Cause::Signals {
                terminate: listen(SignalKind::terminate())?,
                interrupt: listen(SignalKind::interrupt())?,
            },
        };
        Ok(Self {
            cause,
            woken: Woken::new(),
        })
    }

    pub(super) fn next(&mut self) -> impl Future<Output = ()> + Send {
        let Self { cause, woken } = self;
        poll_fn(|context| woken.poll(context, |context| cause.poll_next(context)))
    }
}

impl Cause {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match self {
            Self::Signals {
                terminate,
                interrupt,
            } => {
                let terminated = terminate.poll_recv(context);
                let interrupted = interrupt.poll_recv(context);
                // Without one to come the runtime is at its end, and that is no signal.
                if matches!(terminated, Poll::Ready(Some(())))
                    || matches!(interrupted, Poll::Ready(Some(())))
                {
                    return Poll::Ready(());
                }
                Poll::Pending
            }
            Self::Future(future) => {
                ready!(future.as_mut().poll(context));
                *self = Self::Never;
                Poll::Ready(())
            }
            Self::Never => Poll::Pending,
        }
    }
}
