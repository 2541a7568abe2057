//! Source: what the file of a stack says of a function, where the tokens of the stack say nothing.
//!
//! A stack names types; of a function without its attribute the compiler says "expected type, found
//! function". So where the source shows such a function its name is looked up through an import, which
//! takes the stage if there is one after all, and otherwise leaves a type of ours in its place. What
//! the source seems to say only ever chooses between two messages.
//!
//! Where there is no file to read the compiler's message is the one: in a test of the macros, behind
//! `include!` of what a build script wrote elsewhere, in an editor. A stack that a macro of the user's
//! writes has the file of the outermost call, which says nothing of names made by the macro, or too
//! much: `ui-tests/pass/callers/misleading_source.rs` is such a file, and compiles.

use std::{cell::RefCell, rc::Rc};

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Path, spanned::Spanned};

use crate::{returns::respan, signature::rules::ATTRIBUTES};

/// What has to stand before a path that may be that of a plain function, and the path to use.
pub(super) fn looked_up(path: &Path, runtime: &TokenStream) -> (TokenStream, TokenStream) {
    let name = path.segments.last().map(|last| last.ident.to_string());
    let plain = name.zip(source()).is_some_and(|(name, source)| {
        is_plain(&source, &name) || (path.get_ident().is_some() && is_imported(&source, &name))
    });
    if !plain || !path.segments.iter().all(|part| part.arguments.is_none()) {
        return (TokenStream::new(), quote!(#path));
    }
    let here = respan(runtime.clone(), path.span());
    let before = quote_spanned! {path.span()=>
        #[allow(unused_imports)]
        use #here::__private::plain::*;
        #[allow(unused_imports)]
        use #path as __OnionEntry;
    };
    (before, quote_spanned!(path.span()=> __OnionEntry))
}

/// Whether this name can only be a function of the file that has an attribute of ours.
///
/// To call one is to run it, and what it returns is no stage. It stands at the margin, as what is not
/// nested does, and nothing else in the file has its name: no variable, no parameter, no import.
pub(super) fn is_annotated(name: &str) -> bool {
    let Some(source) = source() else { return false };
    let has_another_meaning = ["let ", "let mut ", "|", "mut "]
        .iter()
        .any(|before| mentions(&source, &format!("{before}{name}")))
        || mentions(&source, &format!("{name}:"))
        || is_imported(&source, name);
    let at_the_margin = source
        .lines()
        .filter(|line| declares(line, name))
        .all(|line| !line.starts_with(char::is_whitespace));
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
    !has_another_meaning
        && at_the_margin
        && declarations(&source, name, |above| {
            above
                .iter()
                .rev()
                .take_while(|line| line.starts_with("#[") || line.starts_with("//"))
                .any(annotated)
        })
}

/// Whether these words stand in the source, and the last of them is whole.
fn mentions(source: &str, words: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    source.match_indices(words).any(|(at, _)| {
        let after = &source[at + words.len()..];
        let before = &source[..at];
        (words.ends_with(':') && !after.starts_with(':') || !after.starts_with(is_part))
            && !before.ends_with(is_part)
    })
}

thread_local! {
    /// The source of the stack that is being expanded, once it has been asked for; empty where there is none.
    static SOURCE: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
}

/// Forgets the source of the stack before: the file may have changed, and this may be another one.
pub(super) fn forget() {
    SOURCE.set(None);
}

/// The file that the stack stands in, which is read once however many entries there are.
fn source() -> Option<Rc<str>> {
    let source = SOURCE.with_borrow_mut(|source| {
        let source = source.get_or_insert_with(|| read().unwrap_or_default());
        Rc::clone(source)
    });
    (!source.is_empty()).then_some(source)
}

fn read() -> Option<Rc<str>> {
    if !proc_macro::is_available() {
        return None;
    }
    let file = proc_macro::Span::call_site().local_file()?;
    std::fs::read_to_string(file).ok().map(Rc::from)
}

/// Whether there are functions of this name, and none of them has an attribute.
fn is_plain(source: &str, name: &str) -> bool {
    declarations(source, name, |above| {
        let above = above.iter().rev().find(|line| !line.starts_with("//"));
        above.is_none_or(|line| line.is_empty() || line.ends_with(['}', ';', '{']))
    })
}

/// Whether a `use` mentions the name.
fn is_imported(source: &str, name: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    source.split(';').any(|statement| {
        let start = statement.rfind("use ").map(|at| &statement[at..]);
        start.is_some_and(|import| {
            import
                .split(|letter| !is_part(letter))
                .any(|word| word == name)
        })
    })
}

/// Whether the file declares functions of this name, and this is so of the lines above each of them.
fn declarations(source: &str, name: &str, so: impl Fn(&[&str]) -> bool) -> bool {
    if !source.contains(&format!("fn {name}")) {
        return false;
    }
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let mut found = (0..lines.len())
        .filter(|at| declares(lines[*at], name))
        .peekable();
    found.peek().is_some() && found.all(|at| so(&lines[..at]))
}

/// Whether a line declares a function of this name.
fn declares(line: &str, name: &str) -> bool {
    let after = line
        .split_once(&format!("fn {name}"))
        .map(|(_, after)| after);
    !line.trim_start().starts_with("//") && after.is_some_and(|after| after.starts_with(['(', '<']))
}
