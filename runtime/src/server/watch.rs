//! Watch: ends a connection that is idle, slow to ask, or in the way of a shutdown.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
    time::Duration,
};

use hyper_util::server::graceful::GracefulConnection;
use tokio::time::{Instant, sleep_until};

use super::{
    activity::{Activity, Phase},
    config::Config,
    shutdown::{Shutdown, Stage},
};
use crate::body::BoxError;

/// How long a connection may be in one phase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) head: Duration,
    pub(super) idle: Duration,
}

/// Drives a connection to its end.
///
/// One timer serves every limit. It is never set for a request: it rings at the earliest moment
/// at which a limit could be reached, and is then set anew from what the connection does.
pub(super) async fn watch<C: GracefulConnection<Error = BoxError>>(
    mut connection: Pin<&mut C>,
    activity: &Activity,
    limits: Limits,
    mut shutdown: Shutdown,
) -> Result<(), BoxError> {
    let mut seen = Seen {
        phase: Phase::Fresh,
        since: Instant::now(),
    };
    let mut timer = pin!(sleep_until(seen.since + limits.shortest()));
    let mut draining = false;
    let mut closing = false;
    let mut lingers_until = None;
    loop {
        let event = {
            let mut changed = pin!(shutdown.changed());
            poll_fn(|context| {
                if let Poll::Ready(ended) = connection.as_mut().poll(context) {
                    return Poll::Ready(Event::Ended(ended));
                }
                seen.look(activity);
                if draining && !closing {
                    match (seen.phase, lingers_until) {
                        (Phase::Busy, _) => return Poll::Ready(Event::Close),
                        (Phase::Idle { .. }, None) => return Poll::Ready(Event::Linger),
                        (Phase::Idle { .. }, Some(until)) if until <= Instant::now() => {
                            return Poll::Ready(Event::Close);
                        }
                        _ => {}
                    }
                }
                if let Poll::Ready(stage) = changed.as_mut().poll(context) {
                    return Poll::Ready(Event::Shutdown(stage));
                }
                timer.as_mut().poll(context).map(|()| Event::Timer)
            })
            .await
        };
        match event {
            Event::Ended(ended) => return ended,
            Event::Shutdown(Stage::Stopped) => return Err("the server stopped".into()),
            Event::Shutdown(Stage::Running) => {}
            Event::Shutdown(Stage::Draining) => {
                draining = true;
                activity.end_soon();
                if seen.phase == Phase::Fresh {
                    let grace = Config::FIRST_BYTE_GRACE.min(limits.head);
                    timer.as_mut().reset(Instant::now() + grace);
                }
            }
            // A request may be on its way: it is answered, and told that it is the last.
            Event::Linger => {
                let until = Instant::now() + Config::NEXT_REQUEST_GRACE;
                lingers_until = Some(until);
                timer.as_mut().reset(until);
            }
            Event::Close => {
                closing = true;
                connection.as_mut().graceful_shutdown();
                timer.as_mut().reset(Instant::now() + limits.shortest());
            }
            Event::Timer => match seen.verdict(limits, draining || closing) {
                Verdict::Wait(until) => timer.as_mut().reset(until),
                Verdict::End => return Err("the client was silent for too long".into()),
                Verdict::Close => {
                    closing = true;
                    connection.as_mut().graceful_shutdown();
                    timer.as_mut().reset(Instant::now() + limits.shortest());
                }
            },
        }
    }
}

enum Event {
    Ended(Result<(), BoxError>),
    Shutdown(Stage),
    Linger,
    Close,
    Timer,
}

enum Verdict {
    Wait(Instant),
    Close,
    End,
}

impl Limits {
    fn shortest(self) -> Duration {
        self.head.min(self.idle)
    }
}

/// What a connection was last seen to do, and since when.
struct Seen {
    phase: Phase,
    since: Instant,
}

impl Seen {
    #[inline]
    fn look(&mut self, activity: &Activity) {
        let phase = activity.phase();
        if phase != self.phase {
            self.phase = phase;
            if phase != Phase::Busy {
                self.since = Instant::now();
            }
        }
    }

    fn verdict(&self, limits: Limits, closing: bool) -> Verdict {
        let now = Instant::now();
        match self.phase {
            Phase::Busy => Verdict::Wait(now + limits.shortest()),
            // An idle one was asked to close and has had the time to.
            Phase::Fresh | Phase::Idle { .. } if closing => Verdict::End,
            Phase::Fresh | Phase::Head { .. } => match self.since + limits.head {
                until if until > now => Verdict::Wait(until),
                _ => Verdict::End,
            },
            Phase::Idle { .. } => match self.since + limits.idle {
                until if until > now => Verdict::Wait(until.min(now + limits.head)),
                _ => Verdict::Close,
            },
        }
    }
}
