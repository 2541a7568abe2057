//! Allowance: how much of a form is read in search of the end of a part's head.

use std::{
    error::Error,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// How much a parser is given at once.
pub(super) const PORTION: usize = 8 * 1024;

/// How much is given away while the head of a part is looked for: 8 KiB, and the portion that it ends in.
const HEAD: usize = 8 * 1024 + PORTION;

/// How many bytes may be given away until there has to be a result.
#[derive(Clone, Debug)]
pub(super) struct Allowance(Arc<AtomicUsize>);

/// The head of a part does not end.
#[derive(Debug)]
pub(super) struct LongHead;

impl Allowance {
    pub(super) fn begin_head(&self) {
        self.0.store(HEAD, Ordering::Relaxed);
    }

    pub(super) fn end_head(&self) {
        self.0.store(usize::MAX, Ordering::Relaxed);
    }

    /// Takes so many bytes; `false` when there was nothing left to take from.
    pub(super) fn take(&self, bytes: usize) -> bool {
        // One task reads: nobody else changes it in between.
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(bytes), Ordering::Relaxed);
        left > 0
    }
}

impl Default for Allowance {
    fn default() -> Self {
        Self(Arc::new(AtomicUsize::new(usize::MAX)))
    }
}

impl fmt::Display for LongHead {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the head of a part is longer than 8 KiB")
    }
}

impl Error for LongHead {}
