//! Body: what a function does with what it has, as far as the tokens of its body tell.
//!
//! Only what can mean one thing is refused: a name that is bound anew anywhere in the body is left to
//! the compiler, and so is whatever stands in a macro.

mod answer;
mod lending;
mod request;
mod rest;
mod returned;
mod session;
mod unawaited;
mod waiting;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::{
    diagnostics::Diagnostics,
    function::{Function, hollowed},
    runtime_path::Runtime,
    signature::Params,
};

/// Notes every misuse; gives the body without them, where there are some.
pub(crate) fn check(
    function: &Function,
    params: &Params<'_>,
    runtime: &Runtime,
    found: &mut Diagnostics,
) -> Option<TokenTree> {
    let mended = rest::check(function, params, runtime, found);
    let before = found.len();
    request::check(function, params, found);
    session::check(function, params, found);
    waiting::check(function, params, found);
    returned::check(function, found);
    if found.len() > before {
        return Some(hollowed(&function.body));
    }
    mended
}

/// Whether the name is used in any other way than `name.method` or `name(…)`, or `name[…]`.
fn is_bound(tokens: TokenStream, name: &Ident, is_indexed: bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    (0..tokens.len()).any(|at| match &tokens[at] {
        TokenTree::Group(group) => is_bound(group.stream(), name, is_indexed),
        TokenTree::Ident(word) if word == name => {
            let is_field = at > 0 && is_punct(&tokens[at - 1], '.');
            let is_macro = tokens.get(at + 1).is_some_and(|next| is_punct(next, '!'));
            let used = tokens.get(at + 1).is_some_and(|next| {
                is_punct(next, '.')
                    || is_group(next, Delimiter::Parenthesis)
                    || (is_indexed && is_group(next, Delimiter::Bracket))
            });
            !is_field && (is_macro || !used)
        }
        _ => false,
    })
}

/// The number of the tokens `.await` when these begin with them.
fn awaited(tokens: &[TokenTree]) -> usize {
    match tokens {
        [dot, TokenTree::Ident(word), ..] if is_punct(dot, '.') && word == "await" => 2,
        _ => 0,
    }
}

fn is_punct(token: &TokenTree, letter: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == letter)
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}
