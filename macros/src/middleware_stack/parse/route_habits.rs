//! Habits of routes: how other frameworks and languages would write them.

use syn::{
    Ident, LitChar, LitInt, LitStr, Path, Token,
    parse::ParseStream,
    token::{Brace, Paren},
};

use super::entry::text;

/// Refuses what cannot be the first words of a route.
pub(super) fn begin_a_route(input: ParseStream<'_>, is_first: bool) -> syn::Result<()> {
    if input.peek(LitInt) && input.peek2(Token![=>]) {
        return Err(input.error(
            "a status is no route\n= help: write a function with `#[error_handler(404)]`, and name it above `=> routes`",
        ));
    }
    if input.peek(Ident) && input.peek2(Token![=>]) {
        return Err(input.error("the fallback has no name\n= help: write `_ => handler`"));
    }
    if input.peek(Token![*]) && input.peek2(Token![=>]) {
        return Err(input.error("the fallback is not written so\n= help: write `_ => handler`"));
    }
    if input.peek(Ident) && input.peek2(Token![::]) {
        let ahead = input.fork();
        let path = Path::parse_mod_style(&ahead)?;
        let name = text(&path);
        let is_route = ahead.peek(LitStr) || ahead.peek(Token![|]);
        let (message, help) = match path.segments.last() {
            Some(method) if is_route => (
                format!("`{name}` is more than the name of a method"),
                format!("write `{}`", method.ident),
            ),
            _ => above(&name),
        };
        return Err(syn::Error::new_spanned(
            path,
            format!("{message}\n= help: {help}"),
        ));
    }
    // Behind another route it was meant to be a part of that one.
    if input.peek(Ident) && input.peek2(Token![:]) {
        let stage: Ident = input.fork().parse()?;
        let (message, help) = above(&stage.to_string());
        return Err(syn::Error::new(
            stage.span(),
            format!("{message}\n= help: {help}"),
        ));
    }
    let is_stage = is_first && input.peek2(Token![,]) && is_no_method(input);
    if input.peek(Ident) && (is_stage || input.peek2(Brace)) {
        let stage: Ident = input.fork().parse()?;
        let (message, help) = above(&stage.to_string());
        return Err(syn::Error::new(
            stage.span(),
            format!("{message}\n= help: {help}"),
        ));
    }
    Ok(())
}

fn above(stage: &str) -> (String, String) {
    (
        format!("`{stage}` is not a route"),
        "stages stand above the routes: `stage, => routes { … }`".to_owned(),
    )
}

fn is_no_method(input: ParseStream<'_>) -> bool {
    let word = input.fork().parse::<Ident>();
    word.is_ok_and(|word| word.to_string().contains(char::is_lowercase))
}

/// Refuses what stands between a method and its path, and should not.
pub(super) fn follow_a_method(input: ParseStream<'_>) -> syn::Result<()> {
    let is_path = input.peek(Token![/]) && {
        let ahead = input.fork();
        ahead.parse::<Token![/]>()?;
        ahead.is_empty() || ahead.peek(Token![=>]) || is_no_method(&ahead)
    };
    if input.peek(LitChar) || is_path {
        return Err(
            input.error("a path stands in double quotes\n= help: write `GET \"/path\" => handler`")
        );
    }
    let joins = input.peek(Token![+])
        || input.peek(Token![||])
        || input.peek(Token![/])
        || input.peek(Token![&])
        || input.peek(Token![&&])
        || (input.peek(Ident) && (input.peek2(Ident) || input.peek2(LitStr)));
    if joins {
        return Err(input.error("expected `|` between two methods\n= help: write `GET | POST`"));
    }
    if input.peek(Paren) {
        return Err(input.error(
            "the path stands behind the method, without parentheses\n= help: write `GET \"/path\" => handler`",
        ));
    }
    Ok(())
}

/// Refuses what follows a path, and should stand before it.
pub(super) fn follow_a_path(path: &LitStr, input: ParseStream<'_>) -> syn::Result<()> {
    let text = path.value();
    if input.peek(LitStr) {
        return Err(syn::Error::new(
            path.span(),
            format!("a method stands without quotes\n= help: write `{text} \"/path\" => handler`"),
        ));
    }
    if let Ok(method) = input.fork().parse::<Ident>()
        && input.peek2(Token![=>])
    {
        return Err(syn::Error::new(
            method.span(),
            format!(
                "a method stands before its path\n= help: write `{method} \"{text}\" => handler`"
            ),
        ));
    }
    let is_method =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if let Some((method, rest)) = text.split_once(' ')
        && is_method(method)
    {
        return Err(syn::Error::new(
            path.span(),
            format!(
                "a method stands before the quotes\n= help: write `{method} \"{}\"`",
                rest.trim()
            ),
        ));
    }
    Ok(())
}

/// Refuses a nested stack in parentheses.
pub(super) fn lead_somewhere(input: ParseStream<'_>) -> syn::Result<()> {
    let ahead = input.fork();
    if !ahead.peek(Paren) {
        return Ok(());
    }
    let content;
    syn::parenthesized!(content in ahead);
    let mut is_stack = false;
    while !content.is_empty() {
        is_stack |= content.peek(Token![=>]);
        content.parse::<proc_macro2::TokenTree>()?;
    }
    if is_stack {
        return Err(input.error(
            "a nested stack stands in braces\n= help: write `\"/path\" => { stage, => handler }`",
        ));
    }
    Ok(())
}

/// Refuses what follows a handler, where a comma should.
pub(super) fn follow_a_handler(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![=>]) {
        return Err(input.error(
            "a route leads to one handler\n= help: a stack of its own stands in braces: `=> { stage, => handler }`",
        ));
    }
    Ok(())
}
