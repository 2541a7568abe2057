//! Beginning: what cannot be the first words of an entry, and what is meant by them.

use syn::{
    Ident, LitInt, LitStr, Token,
    parse::ParseStream,
    token::{Brace, Bracket, Paren},
};

use super::keyword;

/// Refuses what cannot be the beginning of a stage.
pub(super) fn is_one_of_a_stage(input: ParseStream<'_>, just_provided: bool) -> syn::Result<()> {
    if input.peek(Token![,]) {
        return Err(input.error("expected a stage\n= help: remove this comma"));
    }
    if input.peek(keyword::routes) && input.peek2(Brace) {
        return Err(input.error("routes are the end of a stack\n= help: write `=> routes { … }`"));
    }
    let routed = input.peek(Ident) && !input.peek(keyword::provide) && input.peek2(LitStr);
    if routed || (input.peek(LitStr) && input.peek2(Token![=>])) {
        return Err(input.error(
            "a route stands in `routes`\n= help: write `=> routes { GET \"/\" => handler }`",
        ));
    }
    if input.peek(Token![->])
        || input.peek(Token![>=])
        || input.peek(Token![<=])
        || input.peek(Token![=])
    {
        return Err(input.error("expected `=>`\n= help: write `=> handler`"));
    }
    if input.peek(Token![.]) && !input.peek(Token![..]) {
        return Err(input.error(
            "a builder goes on before the comma\n= help: remove the comma above, or the `;`",
        ));
    }
    if input.peek(Token![..]) {
        return Err(
            input.error("a fragment is a stage, and nothing is spread\n= help: remove the dots")
        );
    }
    if input.peek(LitInt) && input.peek2(Token![=>]) {
        return Err(input.error(
            "a status is no stage\n= help: write a function with `#[error_handler(404)]`, and name it here",
        ));
    }
    has_no_name(input)?;
    is_no_function(input, "middleware")?;
    if input.peek(Token![#]) && !input.peek2(Bracket) {
        return Err(input.error("expected a stage\n= help: a comment begins with `//`"));
    }
    if input.peek(Token![#]) {
        return Err(input.error(
            "an entry of a stack takes no attribute\n= help: switch a stage with an `Option`: `(debug.then_some(timing {}))`",
        ));
    }
    if input.peek(Token![use]) {
        return Err(
            input.error("a stage is named\n= help: remove `use`, and write `,` after the stage")
        );
    }
    if input.peek(Token![let]) {
        return Err(input.error(
            "no variable is made in a stack\n= help: make it above the stack, and name it in parentheses: `(cors)`",
        ));
    }
    if input.peek(keyword::provide) && !input.peek2(Token![,]) && !input.peek2(Token![=>]) {
        return Err(input.error(if just_provided {
            "values are provided once\n= help: write `provide config, db;`"
        } else {
            "values are provided before the first stage\n= help: move `provide …;` to the top of the stack"
        }));
    }
    Ok(())
}

/// Refuses `name: stage` and `1: stage`, and `Cors:new()`.
fn has_no_name(input: ParseStream<'_>) -> syn::Result<()> {
    let is_named = (input.peek(Ident) || input.peek(LitInt))
        && input.peek2(Token![:])
        && !input.peek2(Token![::]);
    if !is_named {
        return Ok(());
    }
    let ahead = input.fork();
    let name = if ahead.peek(LitInt) {
        ahead.parse::<LitInt>()?;
        None
    } else {
        Some(ahead.parse::<Ident>()?)
    };
    let colon =
        ahead.error("a stage has no name\n= help: remove this colon and what stands before it");
    ahead.parse::<Token![:]>()?;
    let Some(name) = name else {
        return Err(colon);
    };
    let end = match name.to_string().as_str() {
        "routes" => Some("routes are the end of a stack\n= help: write `=> routes { … }`"),
        "handler" | "endpoint" | "end" => {
            Some("the handler stands behind an arrow\n= help: write `=> handler`")
        }
        _ => None,
    };
    if let Some(end) = end {
        return Err(syn::Error::new(name.span(), end));
    }
    let is_type = name.to_string().starts_with(char::is_uppercase);
    match ahead.parse::<Ident>() {
        Ok(function) if is_type && ahead.peek(Paren) => Err(syn::Error::new(
            colon.span(),
            format!("expected `::`\n= help: write `{name}::{function}(…)`"),
        )),
        _ => Err(colon),
    }
}

/// Refuses a function that is written where it should be named.
pub(super) fn is_no_function(input: ParseStream<'_>, attribute: &str) -> syn::Result<()> {
    let is_function = input.peek(Token![fn])
        || (input.peek(Token![async]) && input.peek2(Token![fn]))
        || (input.peek(Token![pub]) && (input.peek2(Token![fn]) || input.peek2(Token![async])));
    if !is_function {
        return Ok(());
    }
    Err(input.error(format!(
        "a function is named here, and written outside of the stack\n= help: move it above, with `#[{attribute}]`"
    )))
}
