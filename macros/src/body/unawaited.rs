//! Unawaited: the future of the rest of the stack, which nobody waits for.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use super::{is_group, is_punct, rest::Reader};

impl Reader<'_> {
    /// Refuses what runs the rest and is not awaited, where no code after it can wait.
    pub(super) fn unawaited(
        &mut self,
        tokens: &[TokenTree],
        at: usize,
    ) -> Option<(TokenStream, usize)> {
        let (name, runs, after) = (self.name, self.runs, &tokens[at + 4..]);
        let is_statement = (at == 0 || is_statement(&tokens[..at]))
            && after.first().is_some_and(|next| is_punct(next, ';'));
        if is_statement || (self.is_dropped && at == 0 && after.is_empty()) {
            let call: TokenStream = tokens[at..at + 4].iter().cloned().collect();
            self.found.error(
                &call,
                "the rest of the stack never runs: nobody waits for it",
                "write `.await` after it, and use the response",
            );
            return Some((quote!(#call.await), 4));
        }
        let is_whole = self.depth == 0;
        if !taken_for_response(&tokens[..at], after, is_whole) {
            return None;
        }
        let call: TokenStream = tokens[at..at + 4].iter().cloned().collect();
        self.found.error(
            &call,
            format!("`{name}.{runs}(…)` is a future, and no response yet"),
            "write `.await` after it",
        );
        Some((quote!(#call.await), 4))
    }
}

/// Whether what runs the rest is kept in a variable, and used as the response and as nothing else.
///
/// `is_whole` says that no other tokens follow these in the body: the last one is what it returns.
fn taken_for_response(before: &[TokenTree], after: &[TokenTree], is_whole: bool) -> bool {
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

/// Whether a statement, or the value of `let _`, begins after these tokens.
fn is_statement(before: &[TokenTree]) -> bool {
    match before {
        [.., last] if is_punct(last, ';') || is_group(last, Delimiter::Brace) => true,
        [
            ..,
            TokenTree::Ident(binding),
            TokenTree::Ident(hole),
            equals,
        ] => binding == "let" && hole == "_" && is_punct(equals, '='),
        _ => false,
    }
}
