//! Raised: the error that a response stands for, and the stage that raised it.

use std::{error::Error as StdError, fmt, sync::Arc};

use crate::BoxError;

/// The error that a response stands for, kept as an extension of the response.
///
/// [`ResponseExt::error`](crate::ResponseExt::error) reads it; it never reaches a client.
#[derive(Clone)]
pub struct Raised(Arc<dyn StdError + Send + Sync>);

impl Raised {
    pub(super) fn new(error: BoxError) -> Self {
        Self(error.into())
    }

    /// Gives the error.
    #[must_use]
    pub fn error(&self) -> &(dyn StdError + 'static) {
        &*self.0
    }
}

impl fmt::Debug for Raised {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

/// The stage or the handler that raised the error of a 5xx.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RaisedIn(pub(crate) &'static str);
