//! Words: those with which other frameworks add something, and which a stack does without.

use syn::{Expr, Ident, Path, Token, parse::ParseStream};

use crate::source::Source;

/// Refuses `state Config;`, `catch failed` and `new Cors()`, where the word is no stage of the file's.
///
/// What follows is no comma, so it is refused in any case: the words only choose how.
pub(super) fn is_none(word: &Path, input: ParseStream<'_>) -> syn::Result<()> {
    const VALUES: [&str; 12] = [
        "app_data",
        "context",
        "data",
        "extension",
        "inject",
        "let",
        "manage",
        "share",
        "shared",
        "state",
        "values",
        "with_state",
    ];
    const STAGES: [&str; 13] = [
        "add",
        "after",
        "apply",
        "before",
        "catch",
        "error",
        "layer",
        "middleware",
        "pipe",
        "run",
        "stage",
        "with",
        "wrap",
    ];
    const ENDS: [&str; 5] = ["end", "finally", "handle", "handler", "then"];
    let Some(word) = word.get_ident() else {
        return Ok(());
    };
    let name = word.to_string();
    let is_declared =
        Source::read().is_some_and(|source| source.has_function(&name) || source.imports(&name));
    if is_declared || !(input.peek(Ident) || input.peek(Token![::])) {
        return Ok(());
    }
    let Ok(next) = input.fork().parse::<Expr>() else {
        return Ok(());
    };
    let next = super::entry::text(&next);
    let help = match name.as_str() {
        "new" => format!("write `{}`", next.replacen('(', "::new(", 1)),
        name if VALUES.contains(&name) => format!("begin the stack with `provide {next};`"),
        name if STAGES.contains(&name) => format!("write `{next}` alone"),
        name if ENDS.contains(&name) => format!("write `=> {next}`"),
        _ => return Ok(()),
    };
    Err(syn::Error::new(
        word.span(),
        format!("`{name}` is not a word of a stack\n= help: {help}"),
    ))
}
