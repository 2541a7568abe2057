//! Waiting: what waits in a function that is not async.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::is_punct;
use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::{is_spelled, mentions},
    signature::{Params, Role},
    source::Source,
};

/// Notes that a function waits and cannot, where nothing else is wrong with it.
///
/// An editor writes `.await` before it writes `async`, and is left to it.
pub(super) fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    let TokenTree::Group(body) = &function.body else {
        return;
    };
    // What looks at an outcome cannot wait at all, and is told so.
    let looks = |role: &Role<'_>| matches!(role, Role::Value(ty) if is_spelled(ty, |name| name == "Outcome"));
    if function.is_async()
        || !found.is_empty()
        || params.iter().any(|param| looks(&param.role))
        || Source::read().is_none()
    {
        return;
    }
    if let Some(word) = awaited(body.stream()) {
        let name = function.name();
        found.error(
            word,
            "only an `async fn` can wait",
            &format!("write `async fn {name}`"),
        );
    }
}

/// The first `.await` outside of a macro, where no part of the tokens is async.
pub(super) fn awaited(tokens: TokenStream) -> Option<Ident> {
    if mentions(tokens.clone(), "async") {
        return None;
    }
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let behind = |at: usize, letter| at > 0 && is_punct(&tokens[at - 1], letter);
    tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| match token {
            TokenTree::Ident(word) if word == "await" && behind(at, '.') => Some(word.clone()),
            TokenTree::Group(group) if !behind(at, '!') => awaited(group.stream()),
            _ => None,
        })
}
