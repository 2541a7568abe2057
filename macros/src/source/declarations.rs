//! Declarations: what the file gives a name to, found in one walk over its words.

use std::ops::Range;

use super::{Source, is_part};

/// The words that stand in front of a name.
const KEYWORDS: [&str; 9] = [
    "const", "enum", "fn", "mod", "static", "struct", "trait", "type", "union",
];

/// A name behind one of the keywords.
pub(super) struct Declaration {
    keyword: &'static str,
    /// Where the keyword begins.
    at: usize,
    name: Range<usize>,
}

/// The declarations of a text, in their order.
pub(super) fn of(text: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    let mut keyword: Option<(&'static str, Range<usize>)> = None;
    for word in words(text) {
        if let Some((keyword, before)) = keyword.take()
            && text[before.end..word.start] == *" "
        {
            let (at, name) = (before.start, word.clone());
            found.push(Declaration { keyword, at, name });
        }
        keyword = KEYWORDS
            .into_iter()
            .find(|keyword| text[word.clone()] == **keyword)
            .map(|keyword| (keyword, word));
    }
    found
}

/// Where the words of a text are.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut letters = text.char_indices();
    std::iter::from_fn(move || {
        let (start, _) = letters.by_ref().find(|(_, letter)| is_part(*letter))?;
        let end = letters.by_ref().find(|(_, letter)| !is_part(*letter));
        Some(start..end.map_or(text.len(), |(end, _)| end))
    })
}

impl Source {
    /// Whether something of this name is declared with one of the keywords.
    pub(super) fn declares(&self, keywords: &[&str], name: &str) -> bool {
        self.declared(keywords, name).next().is_some()
    }

    /// Where declarations of this name begin, with one of the keywords.
    pub(super) fn declared(&self, keywords: &[&str], name: &str) -> impl Iterator<Item = usize> {
        self.declarations
            .iter()
            .filter(move |found| {
                self.text[found.name.clone()] == *name && keywords.contains(&found.keyword)
            })
            .map(|found| found.at)
    }
}
