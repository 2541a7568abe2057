//! Lending: what a body lends to the rest of the stack, as far as its tokens tell.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::is_punct;
use crate::source::Source;

/// The value of `(req, &value)`, by its name.
pub(super) fn lent(given: &TokenStream) -> Option<Ident> {
    let tokens: Vec<TokenTree> = given.clone().into_iter().collect();
    let comma = tokens.iter().position(|token| is_punct(token, ','))?;
    match &tokens[comma + 1..] {
        [borrow, TokenTree::Ident(value), ..] if is_punct(borrow, '&') => Some(value.clone()),
        _ => None,
    }
}

/// The type of a value, where the statement that makes it names one of this file.
pub(super) fn made(body: &TokenStream, value: &Ident) -> Option<String> {
    let tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let places = tokens.windows(3).filter_map(|tokens| match tokens {
        [TokenTree::Ident(name), sign, TokenTree::Ident(ty)]
            if name == value && (is_punct(sign, '=') || is_punct(sign, ':')) =>
        {
            Some(ty.to_string())
        }
        _ => None,
    });
    let is_type = |ty: &String| ty.starts_with(char::is_uppercase);
    // A struct without fields is its own value.
    let ty = Some(value.to_string())
        .into_iter()
        .chain(places)
        .find(is_type)?;
    Source::read()?.has_type(&ty).then_some(ty)
}
