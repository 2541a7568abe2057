//! Shapes: the parts of a type that the file declares, and what it derives.

use super::{Source, is_part};

/// What no thread can share, or none of which is known that it can.
const UNSHARED: [&str; 6] = ["Cell<", "Rc<", "*const ", "*mut ", "dyn ", "Receiver<"];

impl Source {
    /// Whether a type has this name, no generics, and somewhere in it a part that no thread can share.
    pub(crate) fn seems_unshared(&self, name: &str) -> bool {
        let mut seen = vec![name.to_owned()];
        let mut next = 0;
        while let Some(name) = seen.get(next).cloned() {
            next += 1;
            let Some(parts) = self.parts(&name).filter(|_| !self.imports(&name)) else {
                continue;
            };
            if is_unshared(parts) {
                return true;
            }
            for part in parts.split(|letter| !is_part(letter)) {
                let is_type = part.starts_with(char::is_uppercase);
                if is_type && !seen.iter().any(|known| known == part) {
                    seen.push(part.to_owned());
                }
            }
        }
        false
    }

    /// Whether a type has this name and no generics, and lacks one of these traits: it does not derive
    /// it, and no `impl` is for it.
    pub(crate) fn lacks(&self, name: &str, traits: &[&str]) -> bool {
        let Some(at) = self.declaration(name).filter(|_| !self.imports(name)) else {
            return false;
        };
        let above = &self.text[..at];
        let above = &above[above.rfind(['}', ';']).unwrap_or(0)..];
        let of_type = format!(" for {name} ");
        let is_there = |wanted: &str| {
            let by_hand = |line: &str| line.contains(&of_type) && line.contains(wanted);
            above.contains(wanted) || self.text.lines().any(by_hand)
        };
        self.parts(name).is_some() && !traits.iter().all(|wanted| is_there(wanted))
    }

    /// Whether a struct of this name is declared, with generics or without.
    pub(crate) fn has_struct(&self, name: &str) -> bool {
        self.declaration(name).is_some()
    }

    /// Whether a struct of this name has parts without names, and no generics.
    pub(crate) fn has_tuple_struct(&self, name: &str) -> bool {
        self.parts(name).is_some_and(|parts| parts.starts_with('('))
    }

    /// The parts of the type of this name, where it has no generics.
    fn parts(&self, name: &str) -> Option<&str> {
        let rest = &self.text[self.declaration(name)?..];
        let (_, rest) = rest.split_once(name)?;
        let rest = rest.trim_start();
        if rest.starts_with(';') {
            return Some("");
        }
        let mut depth = 0;
        let end = rest.starts_with(['{', '(']).then(|| {
            rest.find(|letter| {
                match letter {
                    '{' | '(' => depth += 1,
                    '}' | ')' => depth -= 1,
                    _ => {}
                }
                depth == 0
            })
        });
        Some(&rest[..end??])
    }

    /// Where the struct or the enum of this name is declared.
    fn declaration(&self, name: &str) -> Option<usize> {
        ["struct", "enum"]
            .into_iter()
            .find_map(|keyword| self.declared(&[keyword], name).next())
    }
}

/// Whether the words of a type say that no thread can share it.
pub(crate) fn is_unshared(words: &str) -> bool {
    UNSHARED.iter().any(|part| words.contains(part))
}
