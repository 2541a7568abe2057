//! Lap: the time between two moments, and a future that is one lap.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::Timings;
use crate::panics::Inside;

/// Something that is being timed; over when it is dropped.
#[derive(Debug)]
pub struct Lap<'a> {
    timings: &'a Timings,
    place: usize,
    began: u64,
    outer: u64,
}

impl<'a> Lap<'a> {
    pub(super) fn new(timings: &'a Timings, place: usize, outer: u64) -> Self {
        Self {
            timings,
            place,
            began: timings.now(),
            outer,
        }
    }
}

impl Drop for Lap<'_> {
    fn drop(&mut self) {
        self.timings.end(self.place, self.began, self.outer);
    }
}

pin_project! {
    /// The future of a stage that is being timed.
    ///
    /// Given up before its end, it ends from the inside out: fields are dropped in their order.
    #[derive(Debug)]
    pub struct Measured<'a, F> {
        #[pin]
        inner: F,
        name: &'static str,
        phase: Phase<'a>,
    }
}

/// A lap begins when its future is first polled: a stage that only hands on the future of the rest
/// has made that before its own.
#[derive(Debug)]
enum Phase<'a> {
    Before(&'a Timings),
    During(#[expect(dead_code, reason = "held for its `Drop`")] Lap<'a>),
    After,
}

impl<'a, F> Measured<'a, F> {
    pub(crate) fn new(inner: F, name: &'static str, timings: Option<&'a Timings>) -> Self {
        Self {
            inner,
            name,
            phase: timings.map_or(Phase::After, Phase::Before),
        }
    }
}

impl<F: Future> Future for Measured<'_, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        if let Phase::Before(timings) = *this.phase {
            *this.phase = Phase::During(timings.lap(this.name));
        }
        let inside = Inside::of(this.name);
        let polled = this.inner.poll(context);
        inside.done();
        if polled.is_ready() {
            *this.phase = Phase::After;
        }
        polled
    }
}
