//! Answer: what the rest of the stack gives, where it is taken for a `Result`.

use proc_macro2::TokenTree;

use super::is_punct;
use crate::source::Source;

/// The word by which what is awaited is taken for a `Result`: a method that only such a one has, or
/// a pattern.
pub(super) fn taken_for_result<'a>(
    before: &'a [TokenTree],
    after: &'a [TokenTree],
) -> Option<&'a TokenTree> {
    const METHODS: [&str; 8] = [
        "expect",
        "is_err",
        "is_ok",
        "ok",
        "ok_or",
        "unwrap",
        "unwrap_or",
        "unwrap_or_else",
    ];
    let is_side = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "Ok" || word == "Err");
    match (before, after) {
        (
            _,
            [
                dot,
                word @ TokenTree::Ident(method),
                TokenTree::Group(_),
                ..,
            ],
        ) if is_punct(dot, '.')
            && METHODS.iter().any(|known| method == known)
            && Source::read().is_some_and(|source| source.brings_no_methods()) =>
        {
            Some(word)
        }
        ([.., side, TokenTree::Group(_), equals], _) if is_side(side) && is_punct(equals, '=') => {
            Some(side)
        }
        ([.., word @ TokenTree::Ident(keyword)], [TokenTree::Group(arms), ..])
            if keyword == "match"
                && arms
                    .stream()
                    .into_iter()
                    .next()
                    .is_some_and(|first| is_side(&first)) =>
        {
            Some(word)
        }
        _ => None,
    }
}
