//! Watch: ends a connection that is idle, slow to ask, or in the way of a shutdown.

use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};

use tokio::{
    task::unconstrained,
    time::{Instant, sleep},
};

use super::{
    activity::{Activity, Phase},
    config::Config,
    driver::Driver,
    shutdown::{Shutdown, Stage},
};
use crate::BoxError;

/// How long a connection may be in one phase.
#[derive(Debug)]
pub(super) struct Limits {
    pub(super) head: Duration,
    pub(super) idle: Duration,
}

/// Drives a connection to its end.
///
/// One timer serves every limit. It is never set for a request: it rings at the earliest moment
/// at which a limit could be reached, and is then set anew from what the connection does.
///
/// The timer and the news of a shutdown are waited for once and not at every turn: the task's waker
/// stays with them, and whether they are why it was woken is told without asking it.
pub(super) async fn watch(
    driver: &mut Driver,
    activity: &Activity,
    limits: &Limits,
    shutdown: &mut Shutdown,
) -> Result<(), BoxError> {
    let mut seen = Seen {
        phase: Phase::Fresh,
        since: Some(Instant::now()),
    };
    let mut timer = pin!(sleep(limits.shortest()));
    let mut draining = false;
    let mut closing = false;
    let mut lingers_until = None;
    loop {
        let event = {
            let mut changed = pin!(shutdown.changed());
            let mut is_waiting = false;
            poll_fn(|context| {
                activity.turn();
                if let Poll::Ready(ended) = driver.poll(activity, context) {
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
                if let Some(stage) = shutdown.look() {
                    return Poll::Ready(Event::Shutdown(stage));
                }
                if timer.is_elapsed() {
                    return Poll::Ready(Event::Timer);
                }
                if is_waiting {
                    return Poll::Pending;
                }
                is_waiting = true;
                // Unconstrained: a turn that was too long would not let them take the waker.
                if pin!(unconstrained(timer.as_mut())).poll(context).is_ready() {
                    return Poll::Ready(Event::Timer);
                }
                if pin!(unconstrained(changed.as_mut()))
                    .poll(context)
                    .is_ready()
                {
                    context.waker().wake_by_ref();
                }
                Poll::Pending
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
                driver.graceful_shutdown();
                timer.as_mut().reset(Instant::now() + limits.shortest());
            }
            Event::Timer => match seen.verdict(limits, draining || closing) {
                Verdict::Wait(until) => timer.as_mut().reset(until),
                Verdict::End => return Err("the client was silent for too long".into()),
                Verdict::Close => {
                    closing = true;
                    driver.graceful_shutdown();
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
    fn shortest(&self) -> Duration {
        self.head.min(self.idle)
    }
}

/// What a connection was last seen to do, and since when.
struct Seen {
    phase: Phase,
    /// `None` until somebody asks: a clock is not read for a request.
    since: Option<Instant>,
}

impl Seen {
    #[inline]
    fn look(&mut self, activity: &Activity) {
        let phase = activity.phase();
        if phase != self.phase {
            self.phase = phase;
            self.since = match phase {
                Phase::Head { .. } => Some(Instant::now()),
                Phase::Fresh | Phase::Busy | Phase::Idle { .. } => None,
            };
        }
    }

    fn verdict(&mut self, limits: &Limits, closing: bool) -> Verdict {
        let now = Instant::now();
        let since = *self.since.get_or_insert(now);
        match self.phase {
            Phase::Busy => Verdict::Wait(now + limits.shortest()),
            // An idle one was asked to close and has had the time to.
            Phase::Fresh | Phase::Idle { .. } if closing => Verdict::End,
            Phase::Fresh | Phase::Head { .. } => match since + limits.head {
                until if until > now => Verdict::Wait(until),
                _ => Verdict::End,
            },
            Phase::Idle { .. } => match since + limits.idle {
                until if until > now => Verdict::Wait(until.min(now + limits.head)),
                _ => Verdict::Close,
            },
        }
    }
}
