//! Kind: what may stand in the directives of a policy.

use super::{CspError, CspSource};

/// What may stand in a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Sources; none of them is `'none'`.
    Sources,
    /// Words of its own.
    Words,
    /// Nothing.
    Bare,
}

const SOURCES: [&str; 20] = [
    "default-src",
    "script-src",
    "script-src-elem",
    "script-src-attr",
    "style-src",
    "style-src-elem",
    "style-src-attr",
    "img-src",
    "font-src",
    "connect-src",
    "media-src",
    "object-src",
    "frame-src",
    "child-src",
    "worker-src",
    "manifest-src",
    "fenced-frame-src",
    "base-uri",
    "form-action",
    "frame-ancestors",
];
const WORDS: [&str; 5] = [
    "sandbox",
    "trusted-types",
    "require-trusted-types-for",
    "report-to",
    "report-uri",
];
const BARE: [&str; 1] = ["upgrade-insecure-requests"];

impl Kind {
    /// The kind of a directive; `None` for those that browsers do not know.
    pub(super) fn of(name: &str) -> Option<Self> {
        if SOURCES.contains(&name) {
            Some(Self::Sources)
        } else if WORDS.contains(&name) {
            Some(Self::Words)
        } else if BARE.contains(&name) {
            Some(Self::Bare)
        } else {
            None
        }
    }

    /// Tells whether these may stand in the directive.
    pub(super) fn check(name: &str, sources: &[CspSource]) -> Result<(), CspError> {
        let Some(kind) = Self::of(name) else {
            return Err(CspError::Directive(name.to_owned()));
        };
        let unfit = |source: &CspSource| CspError::Source {
            directive: name.to_owned(),
            source: source.0.to_string(),
        };
        if let Some(source) = sources.iter().find(|source| !source.is_fit()) {
            return Err(unfit(source));
        }
        match (kind, sources) {
            (Self::Bare, [first, ..]) => Err(unfit(first)),
            (Self::Sources, [_, _, ..]) if sources.contains(&CspSource::NONE) => {
                Err(CspError::NoneAndMore(name.to_owned()))
            }
            _ => Ok(()),
        }
    }
}
