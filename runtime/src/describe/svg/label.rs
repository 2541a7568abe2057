//! Label: a line of text in several voices.

use super::super::{StageInfo, names::short_names};

/// How a part of a label looks; the names are those of the style sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Plain,
    Name,
    Soft,
    Lent,
    Method,
}

impl Voice {
    pub(super) fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Name => Some("n"),
            Self::Soft => Some("s"),
            Self::Lent => Some("g"),
            Self::Method => Some("m"),
        }
    }

    /// How wide a letter is, in tenths of a pixel. Monospaced fonts agree on 0.6 of their size.
    fn letter(self) -> usize {
        match self {
            Self::Soft | Self::Lent => 66,
            Self::Plain | Self::Name | Self::Method => 78,
        }
    }
}

/// A line of text in several voices.
#[derive(Default)]
pub(super) struct Label(Vec<(Voice, String)>);

impl Label {
    /// Says what a stage is, what it needs and what it lends.
    pub(super) fn of_stage(info: &StageInfo) -> Self {
        let mut label = Self::default()
            .name(&info.name)
            .kind(info)
            .needs(&info.needs);
        if !info.lends.is_empty() {
            label = label
                .gap()
                .lent(&format!("lends {}", short_names(&info.lends)));
        }
        label
    }

    fn kind(self, info: &StageInfo) -> Self {
        match info.kind_unless_named() {
            Some(kind) => self.gap().soft(&kind.to_string()),
            None => self,
        }
    }

    pub(super) fn needs(self, needs: &[&str]) -> Self {
        match needs {
            [] => self,
            needs => self.gap().soft(&format!("needs {}", short_names(needs))),
        }
    }

    pub(super) fn plain(self, text: &str) -> Self {
        self.with(Voice::Plain, text)
    }

    pub(super) fn name(self, text: &str) -> Self {
        self.with(Voice::Name, text)
    }

    pub(super) fn soft(self, text: &str) -> Self {
        self.with(Voice::Soft, text)
    }

    pub(super) fn lent(self, text: &str) -> Self {
        self.with(Voice::Lent, text)
    }

    pub(super) fn method(self, text: &str) -> Self {
        self.with(Voice::Method, text)
    }

    pub(super) fn gap(self) -> Self {
        self.with(Voice::Soft, "  ")
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = (Voice, &str)> {
        self.0.iter().map(|(voice, text)| (*voice, text.as_str()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How wide it is, in pixels.
    pub(super) fn width(&self) -> usize {
        self.parts()
            .map(|(voice, text)| voice.letter() * text.chars().count())
            .sum::<usize>()
            .div_ceil(10)
    }

    fn with(mut self, voice: Voice, text: &str) -> Self {
        self.0.push((voice, text.to_owned()));
        self
    }
}
