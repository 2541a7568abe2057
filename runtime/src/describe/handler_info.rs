//! Handler info: a handler, as it describes itself.

use std::panic::Location;

use super::{CheckReturns, Place, names};
use crate::{context::Needs, endpoint::Endpoint};

/// A handler, as it describes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HandlerInfo {
    /// The name of the function or type.
    pub name: String,
    /// Where it was written.
    pub place: Option<Place>,
    /// The types that it borrows from the stack above.
    pub needs: Vec<&'static str>,
}

impl HandlerInfo {
    /// A handler of this name that needs nothing.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            place: None,
            needs: Vec::new(),
        }
    }

    /// What a handler is, and where its attribute stands.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn here<H: Endpoint + ?Sized>(_: &H) -> Self {
        let place = Location::caller();
        Self::new(H::NAME)
            .of::<H::Needs>()
            .at(place.file(), place.line())
    }

    /// Unchanged, where the settings can work.
    ///
    /// # Panics
    ///
    /// With the sentence of the error, where they cannot: a stack that cannot work is not built.
    #[must_use]
    pub fn checked<R: CheckReturns>(self, found: R) -> Self {
        if let Some(reason) = found.refusal() {
            panic!("the handler `{}` cannot work: {reason}", self.name);
        }
        self
    }

    /// With the needs of a handler.
    #[must_use]
    pub fn of<N: Needs>(mut self) -> Self {
        self.needs = names::of_needs::<N>();
        self
    }

    /// With the place where it was written.
    #[must_use]
    pub fn at(mut self, file: &'static str, line: u32) -> Self {
        self.place = Some(Place { file, line });
        self
    }
}
