//! Woken: tells whether a future that is polled with others is the one that woke their task.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

/// The wish of one future among others to be polled; it begins with one.
pub(super) struct Woken {
    wish: Arc<Wish>,
    waker: Waker,
}

struct Wish {
    is_there: AtomicBool,
    /// Who polls all of them.
    task: Mutex<Waker>,
}

impl Woken {
    pub(super) fn new() -> Self {
        let wish = Arc::new(Wish {
            is_there: AtomicBool::new(true),
            task: Mutex::new(Waker::noop().clone()),
        });
        Self {
            waker: Arc::clone(&wish).into(),
            wish,
        }
    }

    /// Polls, if that was wished for since the last time.
    pub(super) fn poll<T>(
        &self,
        context: &Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        {
            let mut task = self.wish.task();
            if !task.will_wake(context.waker()) {
                task.clone_from(context.waker());
            }
        }
        if !self.wish.is_there.swap(false, Ordering::AcqRel) {
            return Poll::Pending;
        }
        let polled = poll(&mut Context::from_waker(&self.waker));
        if polled.is_ready() {
            // Nobody has the waker now: the next poll is the first of something else.
            self.wish.is_there.store(true, Ordering::Release);
        }
        polled
    }
}

impl Wish {
    fn task(&self) -> std::sync::MutexGuard<'_, Waker> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Wish {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_there.store(true, Ordering::Release);
        let task = self.task().clone();
        task.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_future_is_polled_when_it_has_woken_and_not_for_others() {
        let woken = Woken::new();
        let context = Context::from_waker(Waker::noop());
        let mut polls = 0;
        let mut waker = None;
        for _ in 0..3 {
            let polled = woken.poll(&context, |context| {
                polls += 1;
                waker = Some(context.waker().clone());
                Poll::<()>::Pending
            });
            assert!(polled.is_pending());
        }
        assert_eq!(polls, 1);
        waker.expect("it was polled").wake();
        assert_eq!(woken.poll(&context, |_| Poll::Ready(5)), Poll::Ready(5));
        assert_eq!(woken.poll(&context, |_| Poll::Ready(6)), Poll::Ready(6));
    }

    #[test]
    fn who_polls_now_is_woken() {
        struct Told(AtomicBool);
        impl Wake for Told {
            fn wake(self: Arc<Self>) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        let woken = Woken::new();
        let mut kept = None;
        let first = woken.poll(&Context::from_waker(Waker::noop()), |context| {
            kept = Some(context.waker().clone());
            Poll::<()>::Pending
        });
        assert!(first.is_pending());
        let told = Arc::new(Told(AtomicBool::new(false)));
        let task = Waker::from(Arc::clone(&told));
        let polled = woken.poll(&Context::from_waker(&task), |_| Poll::Ready(()));
        assert!(polled.is_pending());
        kept.expect("it was polled").wake();
        assert!(told.0.load(Ordering::Relaxed));
    }
}
