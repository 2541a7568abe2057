//! The grammar of one stage, or of one handler.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{
    Expr, Path, Token,
    parse::{Parse, ParseStream},
    spanned::Spanned,
    token::{Brace, Paren},
};

use super::{
    beginning,
    misuse::{function_of, misuse},
    settings,
};
use crate::source::Source;

/// One stage, or one handler.
pub(crate) enum Entry {
    /// A bare path: an annotated function or a unit struct.
    Named(Path),
    /// `path { setting: value }`.
    Set(syn::ExprStruct),
    /// Any other expression.
    Made(Expr),
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        if let Ok(path) = ahead.call(Path::parse_mod_style)
            && is_function(&path)
        {
            if ahead.peek(Brace) {
                settings::have_colons(&path, &ahead)?;
            } else if ahead.peek(Paren) {
                settings::have_braces(&path, &ahead)?;
            }
        }
        generics_have_colons(&input.fork())?;
        let mut entry: Expr = input.parse().map_err(|error| helped(&error))?;
        // A `$stage:expr` or `$stage:path` of a user's macro comes in invisible parentheses.
        while let Expr::Group(group) = entry {
            entry = *group.expr;
        }
        if let Some((message, help)) = misuse(&entry) {
            return Err(syn::Error::new_spanned(
                &entry,
                format!("{message}\n= help: {help}"),
            ));
        }
        Ok(match entry {
            Expr::Path(path) if path.qself.is_none() && path.attrs.is_empty() => {
                Self::Named(path.path)
            }
            Expr::Struct(set) if set.qself.is_none() && is_function(&set.path) => Self::Set(set),
            made => Self::Made(made),
        })
    }
}

/// What the parser of expressions could not read, with a word on what stands in a stack.
fn helped(error: &syn::Error) -> syn::Error {
    let message = error.to_string();
    let help = match message.as_str() {
        "expected `,`" => "settings are separated by commas",
        _ => "write the name of a function with an attribute, or an expression: `Cors::new()`",
    };
    syn::Error::new(error.span(), format!("{message}\n= help: {help}"))
}

/// Refuses `Tag<u8>(3)`.
fn generics_have_colons(input: ParseStream<'_>) -> syn::Result<()> {
    let Ok(path) = input.call(Path::parse_mod_style) else {
        return Ok(());
    };
    if !input.peek(Token![<]) || is_function(&path) {
        return Ok(());
    }
    let error = input.error(format!(
        "the types of a value stand behind `::`\n= help: write `{}::<…>`",
        text(&path)
    ));
    match input.parse::<syn::AngleBracketedGenericArguments>() {
        Ok(_) if input.peek(Paren) || input.peek(Token![::]) || input.peek(Brace) => Err(error),
        _ => Ok(()),
    }
}

/// Whether a path names a function rather than a type, by the case that the language prescribes.
pub(crate) fn is_function(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| {
        !last
            .ident
            .to_string()
            .trim_start_matches("r#")
            .starts_with(char::is_uppercase)
    })
}

/// Whether a path names a constant rather than a type, in the same way.
pub(crate) fn is_constant(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.len() > 1
            && !name.contains(char::is_lowercase)
            && (path.segments.len() > 1
                || Source::read().is_some_and(|source| source.has_constant(&name)))
    })
}

pub(super) fn text(tokens: impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

impl Entry {
    /// A stage, above the arrow.
    pub(super) fn stage(input: ParseStream<'_>) -> syn::Result<Self> {
        let entry: Self = input.parse()?;
        let Self::Made(made) = &entry else {
            return Ok(entry);
        };
        let error = match made {
            Expr::Closure(_) => {
                "a closure is not a stage\n= help: write a function with `#[middleware]`, and name it here"
            }
            Expr::Array(_) | Expr::Tuple(_) => {
                "stages stand one below the other\n= help: remove the parentheses around them; \
                 several under one name are a fragment: `fn common() -> impl Stage`"
            }
            _ => return Ok(entry),
        };
        Err(syn::Error::new_spanned(made, error))
    }

    /// A handler, behind an arrow.
    pub(super) fn handler(input: ParseStream<'_>) -> syn::Result<Self> {
        beginning::is_no_function(input, "handler")?;
        let entry: Self = input.parse()?;
        let Self::Made(made) = &entry else {
            return Ok(entry);
        };
        let (message, help) = match made {
            Expr::Array(_) | Expr::Tuple(_) => (
                "a route leads to one handler".to_owned(),
                "write `=> handler`; what stands around it goes in braces: `=> { stage, => handler }`"
                    .to_owned(),
            ),
            Expr::Closure(_) => (
                "a closure is not a handler".to_owned(),
                "write a function with `#[handler]`, and name it here".to_owned(),
            ),
            Expr::Call(call) => match (method_router(call), call.args.first()) {
                (Some(method), Some(handler)) => (
                    format!("`{}` is not a handler", text(&call.func)),
                    format!(
                        "the method stands before the path: `{method} \"/path\" => {}`",
                        text(handler)
                    ),
                ),
                _ => return Ok(entry),
            },
            _ => return Ok(entry),
        };
        Err(syn::Error::new_spanned(
            made,
            format!("{message}\n= help: {help}"),
        ))
    }

    /// The function that the entry names.
    pub(crate) fn function(&self) -> Option<&Path> {
        match self {
            Self::Named(path) | Self::Set(syn::ExprStruct { path, .. }) => {
                Some(path).filter(|path| is_function(path))
            }
            Self::Made(_) => None,
        }
    }

    /// The entry as a person would name it.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Named(path) => text(path),
            Self::Set(set) => text(&set.path),
            Self::Made(Expr::Paren(inner)) => text(&inner.expr),
            Self::Made(Expr::Call(call)) => text(&call.func),
            Self::Made(Expr::MethodCall(call)) => text(&call.receiver),
            Self::Made(made) => text(made),
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Named(path) => path
                .segments
                .last()
                .map_or_else(|| path.span(), |last| last.ident.span()),
            Self::Set(set) => set.path.span(),
            Self::Made(Expr::MethodCall(call)) => call.receiver.span(),
            Self::Made(made) => made.span(),
        }
    }
}

/// The method in `get(handler)`, as other frameworks write a route.
fn method_router(call: &syn::ExprCall) -> Option<String> {
    const METHODS: [&str; 8] = [
        "get", "head", "post", "put", "delete", "patch", "options", "any",
    ];
    let Expr::Path(called) = &*call.func else {
        return None;
    };
    let name = called.path.segments.last()?.ident.to_string();
    let name = name.to_lowercase();
    let handler = call.args.first()?;
    (METHODS.contains(&name.as_str()) && function_of(handler).is_some())
        .then(|| name.to_uppercase())
}
