//! Declarations: what the file gives a name to, found in one walk over its words.

use std::ops::Range;

use super::Source;

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
        keyword = before_a_name(&text[word.clone()]).map(|keyword| (keyword, word));
    }
    found
}

/// The word, where it stands in front of a name.
fn before_a_name(word: &str) -> Option<&'static str> {
    Some(match word {
        "const" => "const",
        "enum" => "enum",
        "fn" => "fn",
        "mod" => "mod",
        "static" => "static",
        "struct" => "struct",
        "trait" => "trait",
        "type" => "type",
        "union" => "union",
        _ => return None,
    })
}

/// Where the words of a text are; what is not ASCII counts as letters.
///
/// Byte by byte, as closures and iterators are dear where macros are compiled without optimisation.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_part =
        |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9' | 0x80..);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !is_part(bytes[at]) {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && is_part(bytes[at]) {
            at += 1;
        }
        (start < at).then_some(start..at)
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
