//! Imports: what the file brings into scope.

use super::{Source, is_part};

impl Source {
    /// Whether a `use` mentions the name.
    pub(crate) fn imports(&self, name: &str) -> bool {
        self.uses().any(|import| {
            import
                .split(|letter| !is_part(letter))
                .any(|word| word == name)
        })
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
        self.imports_only(&["onionskin", "std", "core", "serde", "tokio", "http"])
            && self.shows_all(&["onionskin::prelude::*", "std::"])
            && !self.text.contains("trait ")
    }

    /// Whether something of this name is imported from a module, outside of every other module.
    pub(crate) fn imports_at_the_margin(&self, module: &str, name: &str) -> bool {
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
        let writes_items = |line: &str| {
            let name = line
                .trim_end_matches(|letter| !matches!(letter, '!'))
                .trim_end_matches('!');
            line.contains('!') && !name.is_empty() && name.chars().all(is_part)
        };
        self.uses()
            .all(|import| !import.contains('*') || is_known(import))
            && !self.text.lines().any(writes_items)
    }

    /// What stands behind each `use`.
    fn uses(&self) -> impl Iterator<Item = &str> {
        self.uses.iter().map(|place| &self.text[place.clone()])
    }
}
