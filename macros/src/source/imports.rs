//! Imports: what the file brings into scope.

use std::ops::Range;

use super::{Source, declarations::words, is_part};

/// What stands behind a `use`.
pub(super) struct Import {
    place: Range<usize>,
    words: Vec<Range<usize>>,
    /// Whether it imports all of a module.
    is_glob: bool,
}

/// The imports of a text.
pub(super) fn of(text: &str) -> Vec<Import> {
    let mut found = Vec::new();
    let mut at = 0;
    for statement in text.split(';') {
        if let Some(start) = statement.rfind("use ") {
            let import = &statement[start..];
            let start = at + start;
            let words = words(import).map(|word| start + word.start..start + word.end);
            found.push(Import {
                place: start..at + statement.len(),
                words: words.collect(),
                is_glob: import.contains('*'),
            });
        }
        at += statement.len() + 1;
    }
    found
}

impl Source {
    /// Whether a `use` mentions the name.
    pub(crate) fn imports(&self, name: &str) -> bool {
        let mut words = self.imports.iter().flat_map(|import| &import.words);
        words.any(|word| self.text[word.clone()] == *name)
    }

    /// Whether all that it imports is of these crates.
    fn imports_only(&self, crates: &[&str]) -> bool {
        self.uses().all(|import| {
            let path = import.trim_start_matches("use ").trim_start_matches("::");
            let name = path.split(|letter| !is_part(letter)).next();
            name.is_some_and(|name| crates.contains(&name))
        })
    }

    /// Whether no method can be called in it that is not of these crates, or of a type of its own.
    pub(crate) fn brings_no_methods(&self) -> bool {
        *self.brings_no_methods.get_or_init(|| {
            self.imports_only(&["onionskin", "std", "core", "serde", "tokio", "http"])
                && self.shows_all(&["onionskin::prelude::*", "std::"])
                && !self.text.contains("trait ")
        })
    }

    /// Whether something of this name is imported from a module, outside of every other module.
    pub(crate) fn imports_at_the_margin(&self, module: &str, name: &str) -> bool {
        if !self.imports(name) {
            return false;
        }
        let starts = |import: &str| {
            import
                .strip_prefix(&format!("use {module}::"))
                .map(str::to_owned)
        };
        let is_it = |import: &str| {
            import
                .split(|letter| !is_part(letter))
                .any(|word| word == name)
        };
        self.text
            .split(";\n")
            .filter_map(|statement| statement.rfind("\nuse ").map(|at| &statement[at + 1..]))
            .filter_map(starts)
            .any(|import| is_it(&import) && !import.contains(" as "))
    }

    /// Whether what is in scope stands in the file: it imports all of another module only from `known`,
    /// and no macro writes items of it.
    pub(crate) fn shows_all(&self, known: &[&str]) -> bool {
        let is_known = |import: &str| known.iter().any(|known| import.contains(known));
        let mut globs = self.imports.iter().filter(|import| import.is_glob);
        globs.all(|import| is_known(&self.text[import.place.clone()])) && !self.has_macros()
    }

    /// Whether a macro of the file may write items.
    fn has_macros(&self) -> bool {
        let writes_items = |line: &str| {
            line.rfind('!').is_some_and(|end| {
                let name = line[..end].trim_end_matches('!');
                !name.is_empty() && name.chars().all(is_part)
            })
        };
        *self
            .has_macros
            .get_or_init(|| self.text.contains('!') && self.text.lines().any(writes_items))
    }

    /// What stands behind each `use`.
    fn uses(&self) -> impl Iterator<Item = &str> {
        self.imports
            .iter()
            .map(|import| &self.text[import.place.clone()])
    }
}
