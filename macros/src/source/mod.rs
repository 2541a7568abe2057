//! Source: what the file around a macro's call says, where its tokens say nothing.
//!
//! What the source seems to say only ever chooses between two messages. Where there is no file to read
//! the compiler's message is the one: in a test of the macros, behind `include!` of what a build script
//! wrote elsewhere, in an editor. What a macro of the user's writes has the file of the outermost call,
//! which says nothing of names made by the macro, or too much.

mod declarations;
mod functions;
mod imports;
mod shapes;

use std::{
    cell::{OnceCell, RefCell},
    path::PathBuf,
    rc::Rc,
};

use declarations::Declaration;
use imports::Import;
pub(crate) use shapes::is_unshared;

thread_local! {
    /// The file that was read last: most calls of macros follow one in the same file.
    static LAST: RefCell<Option<(PathBuf, Rc<Source>)>> = const { RefCell::new(None) };
}

/// The text of a file.
///
/// It is read once for what every macro asks of it: macros are compiled without optimisation.
pub(crate) struct Source {
    text: String,
    declarations: Vec<Declaration>,
    imports: Vec<Import>,
    /// Whether a macro in it may write items.
    has_macros: OnceCell<bool>,
    brings_no_methods: OnceCell<bool>,
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
        Self {
            declarations: declarations::of(&text),
            imports: imports::of(&text),
            text,
            has_macros: OnceCell::new(),
            brings_no_methods: OnceCell::new(),
        }
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
        self.declares(&["const", "static"], name)
    }

    /// Whether there is a type, a trait or a module of this name.
    pub(crate) fn has_type(&self, name: &str) -> bool {
        self.declares(&["struct", "enum", "union", "type", "trait", "mod"], name)
    }

    /// Whether a trait has this name, and nothing else that a type could be.
    pub(crate) fn has_only_trait(&self, name: &str) -> bool {
        self.declares(&["trait"], name)
            && !self.declares(&["struct", "enum", "union", "type", "mod"], name)
    }

    /// Whether a type of this name has methods, and no module has the name.
    pub(crate) fn has_methods(&self, name: &str) -> bool {
        self.mentions(&format!("impl {name}")) && !self.mentions_module(name)
    }

    /// Whether a module has this name.
    pub(crate) fn mentions_module(&self, name: &str) -> bool {
        self.declares(&["mod"], name)
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
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
}

fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
