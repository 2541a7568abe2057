//! Returned: what a body returns, where its words tell that it is not what the signature says.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Type;

use super::{is_group, is_punct};
use crate::{diagnostics::Diagnostics, function::Function, source::Source};

/// Types of ours and of the standard library that are no `Result` and no `Option`.
const PLAIN: [&str; 7] = [
    "Html",
    "Json",
    "Redirect",
    "Response",
    "SessionId",
    "StatusCode",
    "String",
];

/// Notes `Ok`, `Err` and `?` where a function returns neither, and what is not yet a response.
pub(super) fn check(function: &Function, found: &mut Diagnostics) {
    let (TokenTree::Group(body), Some(ty)) = (&function.body, function.returns()) else {
        return;
    };
    if !found.is_empty() || !is_plain(ty) {
        return;
    }
    let mut reader = Reader {
        ty: ty.to_token_stream().to_string().replace(' ', ""),
        name: function.name().to_string(),
        found,
    };
    reader.block(body.stream(), true);
}

/// Whether a type is certainly neither a `Result` nor an `Option`: by its name, which is one of ours or
/// one of the file's own structs.
fn is_plain(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let Some(name) = path.path.segments.last().map(|last| last.ident.to_string()) else {
        return false;
    };
    path.path.segments.len() == 1
        && Source::read().is_some_and(|source| {
            let is_ours = PLAIN.contains(&name.as_str());
            source.shows_all(&["onionskin::prelude::*", "std::"])
                && !source.imports(&name)
                && (is_ours != source.has_type(&name))
                && (is_ours || source.has_struct(&name))
        })
}

struct Reader<'f> {
    /// What the function returns.
    ty: String,
    name: String,
    found: &'f mut Diagnostics,
}

impl Reader<'_> {
    /// Reads what runs in the function itself: no closure, no async block, no function in it, no macro.
    fn block(&mut self, tokens: TokenStream, is_body: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut is_foreign = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                // What stands behind these up to the end of the statement is not followed.
                TokenTree::Punct(bar) if bar.as_char() == '|' => is_foreign = true,
                TokenTree::Ident(word) if word == "async" || word == "fn" || word == "impl" => {
                    is_foreign = true;
                }
                TokenTree::Punct(end) if end.as_char() == ';' => is_foreign = false,
                _ if is_foreign => {}
                TokenTree::Group(group) if at == 0 || !is_punct(&tokens[at - 1], '!') => {
                    self.block(group.stream(), false);
                }
                TokenTree::Punct(mark) if mark.as_char() == '?' => self.question(token),
                TokenTree::Ident(word) if word == "return" => {
                    let end = tokens[at..].iter().position(|token| is_punct(token, ';'));
                    let end = end.map_or(tokens.len(), |end| at + end);
                    self.value(&tokens[at + 1..end]);
                }
                _ => {}
            }
        }
        if is_body && !is_foreign {
            let starts = tokens
                .iter()
                .rposition(|token| is_punct(token, ';') || is_group(token, Delimiter::Brace));
            self.value(&tokens[starts.map_or(0, |start| start + 1)..]);
        }
    }

    fn question(&mut self, mark: &TokenTree) {
        let Self { ty, name, .. } = self;
        self.found.error(
            mark.to_token_stream(),
            format!("`{name}` returns `{ty}`, so `?` has nothing to return an error in"),
            &format!(
                "write `-> Result<{ty}, E>` with an `E` that is a response, and `Ok(…)` at the end"
            ),
        );
    }

    /// What is returned.
    fn value(&mut self, value: &[TokenTree]) {
        let tokens: TokenStream = value.iter().cloned().collect();
        let Self { ty, name, .. } = self;
        match value {
            [TokenTree::Ident(side), TokenTree::Group(_)] if side == "Ok" || side == "Err" => {
                let help = if side == "Ok" {
                    format!("write `-> Result<{ty}, E>`, or remove `Ok`")
                } else {
                    format!(
                        "write `-> Result<{ty}, E>`, and `Ok(…)` around all else that it returns"
                    )
                };
                let message = format!("`{name}` returns `{ty}`, and no `Result`");
                self.found.error(tokens, message, &help);
            }
            _ if ty == "Response" && is_answer(value) => {
                let text = tokens.to_string().replace(" :: ", "::").replace(" (", "(");
                self.found.error(
                    tokens,
                    format!("`{name}` returns `Response`, and this is not one yet"),
                    &format!("write `{text}.into_response()`"),
                );
            }
            _ => {}
        }
    }
}

/// Whether a value can become a response, and is certainly none yet.
fn is_answer(value: &[TokenTree]) -> bool {
    match value {
        [TokenTree::Literal(_)] => true,
        [TokenTree::Ident(ty), TokenTree::Group(_)] => ty == "Json" || ty == "Html",
        [TokenTree::Ident(ty), first, second, TokenTree::Ident(name)] => {
            let is_constant = name
                .to_string()
                .chars()
                .all(|letter| letter == '_' || letter.is_ascii_uppercase());
            ty == "StatusCode" && is_punct(first, ':') && is_punct(second, ':') && is_constant
        }
        [TokenTree::Group(tuple)] if tuple.delimiter() == Delimiter::Parenthesis => {
            let mut tokens = tuple.stream().into_iter();
            let is_status =
                matches!(tokens.next(), Some(TokenTree::Ident(first)) if first == "StatusCode");
            is_status && tokens.any(|token| is_punct(&token, ','))
        }
        _ => false,
    }
}
