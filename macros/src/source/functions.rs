//! Functions: those that the file declares, and what stands above them.

use super::Source;
use crate::signature::rules::ATTRIBUTES;

impl Source {
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
    pub(crate) fn is_annotated(&self, name: &str) -> bool {
        self.has_one_of(&ATTRIBUTES, name)
    }

    /// Whether this name can only be a handler of the file.
    pub(crate) fn is_handler(&self, name: &str) -> bool {
        self.has_one_of(&["handler"], name)
    }

    /// Whether this name can only be a function of the file that has one of these attributes.
    ///
    /// To call one is to run it, and what it returns is no stage. It stands at the margin, as what is
    /// not nested does, and nothing else in the file has its name: no variable, no parameter, no import.
    fn has_one_of(&self, attributes: &[&str], name: &str) -> bool {
        let at_the_margin = self
            .declarations(name)
            .all(|at| !self.line(at).starts_with(char::is_whitespace));
        let annotated = |line: &&str| {
            attributes.iter().any(|attribute| {
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

    /// The lines that declare a function of this name, from 1.
    pub(crate) fn functions(&self, name: &str) -> Vec<usize> {
        let line = |at: usize| self.text[..at].matches('\n').count() + 1;
        self.declarations(name).map(line).collect()
    }

    /// Where functions of this name are declared.
    fn declarations(&self, name: &str) -> impl Iterator<Item = usize> {
        let length = "fn ".len() + name.len();
        self.declared(&["fn"], name).filter(move |at| {
            let is_whole = self.text[at + length..].starts_with(['(', '<']);
            is_whole && !self.line(*at).trim_start().starts_with("//")
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
