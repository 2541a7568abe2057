//! Answer: what the rest of the stack gives, where it is taken for a `Result`.

use proc_macro2::{Ident, TokenTree};

use super::is_punct;
use crate::source::Source;

/// Whether what runs the rest is kept in a variable, and used as the response and as nothing else.
///
/// `is_whole` says that no other tokens follow these in the body: the last one is what it returns.
pub(super) fn taken_for_response(
    before: &[TokenTree],
    after: &[TokenTree],
    is_whole: bool,
) -> bool {
    const METHODS: [&str; 9] = [
        "body",
        "body_mut",
        "headers",
        "headers_mut",
        "into_body",
        "into_parts",
        "status",
        "status_mut",
        "extensions_mut",
    ];
    let word =
        |token: &TokenTree, word: &str| matches!(token, TokenTree::Ident(ident) if ident == word);
    let name = match before {
        [.., binding, TokenTree::Ident(name), equals]
            if word(binding, "let") && is_punct(equals, '=') =>
        {
            name
        }
        [.., binding, change, TokenTree::Ident(name), equals]
            if word(binding, "let") && word(change, "mut") && is_punct(equals, '=') =>
        {
            name
        }
        _ => return false,
    };
    let [end, after @ ..] = after else {
        return false;
    };
    let mut uses = Uses::default();
    uses.read(after, name, is_whole, &METHODS);
    is_punct(end, ';') && uses.as_response > 0 && uses.otherwise == 0
}

/// How often a variable is used as a response, and in any other way.
#[derive(Default)]
struct Uses {
    as_response: usize,
    otherwise: usize,
}

impl Uses {
    fn read(&mut self, tokens: &[TokenTree], name: &Ident, is_whole: bool, methods: &[&str]) {
        for (at, token) in tokens.iter().enumerate() {
            let rest = &tokens[at + 1..];
            match (token, rest) {
                (TokenTree::Group(group), _) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.read(&inner, name, false, methods);
                }
                (TokenTree::Ident(word), _) if word != name => {}
                (TokenTree::Ident(_), [dot, TokenTree::Ident(method), TokenTree::Group(_), ..])
                    if is_punct(dot, '.') && methods.iter().any(|known| method == known) =>
                {
                    self.as_response += 1;
                }
                (TokenTree::Ident(_), []) if is_whole => self.as_response += 1,
                (TokenTree::Ident(_), _) => self.otherwise += 1,
                _ => {}
            }
        }
    }
}

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
