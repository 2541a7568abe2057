//! Source: what the file around a macro's call says, where its tokens say nothing.
//!
//! What the source seems to say only ever chooses between two messages. Where there is no file to read
//! the compiler's message is the one: in a test of the macros, behind `include!` of what a build script
//! wrote elsewhere, in an editor. What a macro of the user's writes has the file of the outermost call,
//! which says nothing of names made by the macro, or too much.

use std::{cell::RefCell, ops::Range, path::PathBuf, rc::Rc};

use crate::signature::rules::ATTRIBUTES;

thread_local! {
    /// The file that was read last: most calls of macros follow one in the same file.
    static LAST: RefCell<Option<(PathBuf, Rc<Source>)>> = const { RefCell::new(None) };
}

/// The text of a file.
pub(crate) struct Source {
    text: String,
    /// Where it imports something.
    uses: Vec<Range<usize>>,
}

impl Source {
    /// The file that the macro is called in.
    pub(crate) fn read() -> Option<Rc<Self>> {
        if !proc_macro::is_available() {
            return None;
        }
        let file = proc_macro::Span::call_site().local_file()?;
        LAST.with_borrow_mut(|last| {
            if let Some((known, source)) = last
                && *known == file
            {
                return Some(Rc::clone(source));
            }
            let source = Rc::new(Self::new(std::fs::read_to_string(&file).ok()?));
            *last = Some((file, Rc::clone(&source)));
            Some(source)
        })
    }

    fn new(text: String) -> Self {
        let mut uses = Vec::new();
        let mut at = 0;
        for statement in text.split(';') {
            if let Some(start) = statement.rfind("use ") {
                uses.push(at + start..at + statement.len());
            }
            at += statement.len() + 1;
        }
        Self { text, uses }
    }

    /// Whether there is a function of this name.
    pub(crate) fn has_function(&self, name: &str) -> bool {
        self.declarations(name).next().is_some()
    }

    /// Whether there are functions of this name, and none of them has an attribute.
    pub(crate) fn has_plain_function(&self, name: &str) -> bool {
        self.are_functions(name, |above| {
            let above = above.iter().rev().find(|line| !line.starts_with("//"));
            above.is_none_or(|line| line.is_empty() || line.ends_with(['}', ';', '{']))
        })
    }

    /// Whether this name can only be a function of the file that has an attribute of ours.
    ///
    /// To call one is to run it, and what it returns is no stage. It stands at the margin, as what is
    /// not nested does, and nothing else in the file has its name: no variable, no parameter, no import.
    pub(crate) fn is_annotated(&self, name: &str) -> bool {
        let at_the_margin = self
            .declarations(name)
            .all(|at| !self.line(at).starts_with(char::is_whitespace));
        let annotated = |line: &&str| {
            ATTRIBUTES.iter().any(|attribute| {
                let after = line
                    .strip_prefix("#[")
                    .map(|line| line.trim_start_matches("onionskin::"));
                after
                    .and_then(|line| line.strip_prefix(attribute))
                    .is_some_and(|after| after.starts_with([']', '(']))
            })
        };
        !self.binds(name)
            && !self.mentions(&format!("|{name}"))
            && !self.imports(name)
            && at_the_margin
            && self.are_functions(name, |above| {
                above
                    .iter()
                    .rev()
                    .take_while(|line| line.starts_with("#[") || line.starts_with("//"))
                    .any(annotated)
            })
    }

    /// Whether a variable, a parameter or a field has this name.
    pub(crate) fn binds(&self, name: &str) -> bool {
        ["let ", "let mut ", "mut ", "ref "]
            .iter()
            .any(|before| self.mentions(&format!("{before}{name}")))
            || self.mentions(&format!("{name}:"))
    }

    /// Whether there is a constant of this name, or a static.
    pub(crate) fn has_constant(&self, name: &str) -> bool {
        ["const ", "static "]
            .iter()
            .any(|before| self.mentions(&format!("{before}{name}")))
    }

    /// Whether there is a type, a trait or a module of this name.
    pub(crate) fn has_type(&self, name: &str) -> bool {
        ["struct ", "enum ", "union ", "type ", "trait ", "mod "]
            .iter()
            .any(|before| self.mentions(&format!("{before}{name}")))
    }

    /// Whether a trait has this name, and nothing else that a type could be.
    pub(crate) fn has_only_trait(&self, name: &str) -> bool {
        let is_type = ["struct ", "enum ", "union ", "type ", "mod "]
            .iter()
            .any(|before| self.mentions(&format!("{before}{name}")));
        self.mentions(&format!("trait {name}")) && !is_type
    }

    /// Whether a type of this name has methods, and no module has the name.
    pub(crate) fn has_methods(&self, name: &str) -> bool {
        self.mentions(&format!("impl {name}")) && !self.mentions(&format!("mod {name}"))
    }

    /// Whether a module has this name.
    pub(crate) fn mentions_module(&self, name: &str) -> bool {
        self.mentions(&format!("mod {name}"))
    }

    /// The struct of this name without generics, up to the next item.
    pub(crate) fn plain_struct(&self, name: &str) -> Option<&str> {
        let start = self.text.find(&format!("struct {name}"))? + "struct ".len() + name.len();
        let rest = &self.text[start..];
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let end = rest.find("\n}").or(rest.find(';')).unwrap_or(rest.len());
        rest.starts_with(['{', '(']).then(|| &rest[..end])
    }

    /// Whether a `use` mentions the name.
    pub(crate) fn imports(&self, name: &str) -> bool {
        self.uses().any(|import| {
            import
                .split(|letter| !is_part(letter))
                .any(|word| word == name)
        })
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

    /// The lines that declare a function of this name, from 1.
    pub(crate) fn functions(&self, name: &str) -> Vec<usize> {
        let line = |at: usize| self.text[..at].matches('\n').count() + 1;
        self.declarations(name).map(line).collect()
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What stands behind each `use`.
    fn uses(&self) -> impl Iterator<Item = &str> {
        self.uses.iter().map(|place| &self.text[place.clone()])
    }

    /// Where functions of this name are declared.
    fn declarations(&self, name: &str) -> impl Iterator<Item = usize> {
        let words = format!("fn {name}");
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let at = from + self.text[from..].find(&words)?;
                from = at + words.len();
                let is_whole = self.text[from..].starts_with(['(', '<']);
                if is_whole && !self.line(at).trim_start().starts_with("//") {
                    return Some(at);
                }
            }
        })
    }

    /// The line that a place is in, up to the place.
    fn line(&self, at: usize) -> &str {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        &self.text[start..at]
    }

    /// Whether these words stand in the source, and the first and the last of them are whole.
    fn mentions(&self, words: &str) -> bool {
        self.text.match_indices(words).any(|(at, _)| {
            let after = &self.text[at + words.len()..];
            let before = &self.text[..at];
            let is_whole = if words.ends_with(':') {
                !after.starts_with(':')
            } else {
                !after.starts_with(is_part)
            };
            is_whole && !before.ends_with(is_part)
        })
    }

    /// Whether the file declares functions of this name, and this is so of the lines above each.
    fn are_functions(&self, name: &str, so: impl Fn(&[&str]) -> bool) -> bool {
        let mut found = self.declarations(name).peekable();
        found.peek().is_some()
            && found.all(|at| {
                let above: Vec<&str> = self.text[..at - self.line(at).len()]
                    .lines()
                    .map(str::trim)
                    .collect();
                so(&above)
            })
    }
}

fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
