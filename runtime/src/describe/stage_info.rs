//! Stage info: one stage, as it describes itself.

use std::panic::Location;

use super::{CheckReturns, Keeping, Kind, Place, names};
use crate::{
    context::{Lends, Needs},
    stage::Stage,
};

/// One stage, as it describes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StageInfo {
    /// The name of the function or type.
    pub name: String,
    /// What kind of stage it is.
    pub kind: Kind,
    /// Where it was written.
    pub place: Option<Place>,
    /// The types that it borrows from the stack above.
    pub needs: Vec<&'static str>,
    /// The types that it lends to the stack below.
    pub lends: Vec<&'static str>,
    /// The names of its settings; their values may be secret and are never shown.
    pub settings: &'static [&'static str],
    /// The stages of a fragment.
    pub stages: Vec<Self>,
    /// What it keeps at the client.
    pub(super) keeping: Option<Keeping>,
}

impl StageInfo {
    /// A stage of this name and kind that needs and lends nothing.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            place: None,
            needs: Vec::new(),
            lends: Vec::new(),
            settings: &[],
            stages: Vec::new(),
            keeping: None,
        }
    }

    /// What a stage is, and where its attribute stands.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn here<M: Stage + ?Sized>(_: &M, kind: Kind) -> Self {
        let place = Location::caller();
        Self::new(M::NAME, kind)
            .of::<M::Needs, M::Lends>()
            .at(place.file(), place.line())
    }

    /// With the needs and the lent types of a stage.
    #[must_use]
    pub fn of<N: Needs, L: Lends>(mut self) -> Self {
        self.needs = names::of_needs::<N>();
        L::names(&mut self.lends);
        self
    }

    /// With the place where it was written.
    #[must_use]
    pub fn at(mut self, file: &'static str, line: u32) -> Self {
        self.place = Some(Place { file, line });
        self
    }

    /// Unchanged, where the settings can work.
    ///
    /// # Panics
    ///
    /// With the sentence of the error, where they cannot: a stack that cannot work is not built.
    #[must_use]
    pub fn checked<R: CheckReturns>(self, found: R) -> Self {
        if let Some(reason) = found.refusal() {
            panic!("the stage `{}` cannot work: {reason}", self.name);
        }
        self
    }

    /// With what it keeps at the client.
    pub(crate) fn keeping(mut self, keeping: Option<Keeping>) -> Self {
        self.keeping = keeping;
        self
    }

    /// The kind, unless the name says it already: a fragment that nobody has named.
    pub(super) fn kind_unless_named(&self) -> Option<Kind> {
        (self.name != self.kind.to_string()).then_some(self.kind)
    }

    /// With the names of its settings.
    #[must_use]
    pub fn with_settings(mut self, settings: &'static [&'static str]) -> Self {
        self.settings = settings;
        self
    }
}
