//! Raised: the error that a response stands for, and the stage that raised it.

use std::{backtrace::Backtrace, error::Error as StdError, fmt, sync::Arc};

use crate::BoxError;

/// The error that a response stands for, kept as an extension of the response.
///
/// [`ResponseExt::error`](crate::ResponseExt::error) reads it; it never reaches a client.
#[derive(Clone)]
pub struct Raised {
    error: Arc<dyn StdError + Send + Sync>,
    backtrace: Option<Arc<Backtrace>>,
}

impl Raised {
    pub(super) fn new(error: BoxError) -> Self {
        Self {
            error: error.into(),
            backtrace: None,
        }
    }

    /// Gives the error.
    #[must_use]
    pub fn error(&self) -> &(dyn StdError + 'static) {
        &*self.error
    }

    /// Gives the calls that led to the error, where they are known.
    #[must_use]
    pub fn backtrace(&self) -> Option<&Backtrace> {
        self.backtrace.as_deref()
    }

    pub(crate) fn trace_to(&mut self, trace: Box<Backtrace>) {
        self.backtrace = Some(Arc::from(trace));
    }
}

impl fmt::Debug for Raised {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.error, formatter)
    }
}

/// The stage or the handler that raised the error of a 5xx.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RaisedIn(pub(crate) &'static str);
