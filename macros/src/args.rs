//! Args: what every attribute takes: words of its own, and `crate = path`.

use proc_macro2::{Span, TokenStream};
use syn::{
    Ident, Token,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
};

use crate::{diagnostics::Diagnostics, runtime_path::Runtime};

/// The arguments of an attribute.
pub(crate) struct Args<W> {
    /// The attribute's own word.
    pub(crate) word: Option<W>,
    /// The path of the runtime crate.
    pub(crate) runtime: Runtime,
}

/// One argument.
enum Arg<W> {
    Word(W, Span),
    Crate(syn::Path),
}

/// The words that an attribute knows.
pub(crate) trait Word: Sized {
    /// Reads one, or says what is expected.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self>;
}

/// No word at all.
pub(crate) enum NoWord {}

impl Word for NoWord {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Err(unknown(input, &[]))
    }
}

impl<W: Word> Parse for Arg<W> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(Token![crate]) {
            let place = input.span();
            return W::parse(input).map(|word| Self::Word(word, place));
        }
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        let path: syn::Path = input.parse()?;
        let absolute = path.leading_colon.is_some()
            || path
                .segments
                .first()
                .is_some_and(|segment| segment.ident == "crate");
        if absolute {
            return Ok(Self::Crate(path));
        }
        Err(syn::Error::new_spanned(
            &path,
            "the path of the crate must be absolute\n= help: write `crate = ::name` or `crate = crate::path`",
        ))
    }
}

impl<W: Word> Args<W> {
    pub(crate) fn read(tokens: TokenStream, found: &mut Diagnostics) -> Self {
        let parser = syn::punctuated::Punctuated::<Arg<W>, Token![,]>::parse_terminated;
        let (mut word, mut path) = (None, None);
        match parser.parse2(tokens) {
            Ok(args) => {
                for arg in args {
                    match arg {
                        Arg::Word(_, place) if word.is_some() => found.push(syn::Error::new(
                            place,
                            "a second argument\n= help: remove it: one word says what the attribute means",
                        )),
                        Arg::Word(own, _) => word = Some(own),
                        Arg::Crate(own) => path = Some(own),
                    }
                }
            }
            Err(error) => found.push(error),
        }
        Self {
            word,
            runtime: Runtime::of(path.as_ref()),
        }
    }
}

/// The path of the runtime crate, where the attribute stands on what it cannot.
pub(crate) fn runtime_of<W: Word>(tokens: TokenStream) -> Runtime {
    let mut unused = Diagnostics::default();
    let Args { runtime, .. } = Args::<W>::read(tokens, &mut unused);
    unused.forget();
    runtime
}

/// The error for a word that is not among the known ones.
pub(crate) fn unknown(input: ParseStream<'_>, known: &[&str]) -> syn::Error {
    let Ok(word) = input.call(Ident::parse_any) else {
        let expected = known.join("`, `");
        return input.error(match known {
            [] => "this attribute takes no argument\n= help: remove it".to_owned(),
            _ => format!("expected a word\n= help: write one of `{expected}`"),
        });
    };
    let text = word.to_string();
    let near = known.iter().min_by_key(|other| distance(&text, other));
    let help = match near {
        Some(near) if distance(&text, near) <= 2 => format!("a similar one exists: `{near}`"),
        Some(_) => format!("it takes `{}`", known.join("`, `")),
        None => "this attribute takes none".to_owned(),
    };
    syn::Error::new_spanned(&word, format!("unknown argument `{text}`\n= help: {help}"))
}

/// The number of edits between two words.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (at, known) in other.iter().enumerate() {
            let edits = (diagonal + usize::from(letter != *known))
                .min(row[at] + 1)
                .min(row[at + 1] + 1);
            diagonal = std::mem::replace(&mut row[at + 1], edits);
        }
    }
    row[other.len()]
}
