//! Request: what is asked of a request that only other frameworks' requests know.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{Pat, Type};

use super::is_punct;
use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::{is_spelled, mentions},
    signature::{Params, Role},
    source::Source,
};

/// What has such a name elsewhere, and what to write.
const HABITS: [(&[&str], &str); 12] = [
    (&["json"], "take `Json<T>` as a parameter"),
    (&["text", "string"], "take `String` as a parameter"),
    (
        &["bytes"],
        "take `Bytes` of the `bytes` crate as a parameter",
    ),
    (&["form"], "take `Form<T>` as a parameter"),
    (
        &["query", "query_string"],
        "take `Query<T>` as a parameter, or read `{}.uri().query()`",
    ),
    (
        &["param", "params", "match_info"],
        "take `Path<T>` as a parameter, or call `{}.path_param(\"name\")`",
    ),
    (&["path"], "read `{}.uri().path()`"),
    (&["session"], "borrow `&Session<T>` of the stack"),
    (
        &["state", "data", "app_data", "user"],
        "borrow `&T` of the stack",
    ),
    (
        &["ip", "remote_addr", "client_addr"],
        "call `{}.peer_addr()`",
    ),
    (&["get_header"], "call `{}.header(\"name\")`"),
    (&["url"], "read `{}.uri()`"),
];

/// Notes every misuse of the request, where the file shows that it has no other methods than ours.
pub(super) fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    let TokenTree::Group(body) = &function.body else {
        return;
    };
    let is_request = |ty: &Type| is_spelled(ty, |name| name == "Request");
    let takes_one = params.iter().any(
        |param| matches!(&param.role, Role::Borrowed(ty) | Role::Exclusive(ty) if is_request(ty)),
    );
    let is_ours = |source: &Source| source.brings_no_methods() && !source.has_type("Request");
    if !takes_one || !Source::read().is_some_and(|source| is_ours(&source)) {
        return;
    }
    for param in params.iter() {
        if let (Role::Borrowed(ty) | Role::Exclusive(ty), Pat::Ident(pat)) =
            (&param.role, &*param.typed.pat)
            && is_request(ty)
            && !is_rebound(body.stream(), &pat.ident)
        {
            read(body.stream(), &pat.ident, found);
        }
    }
}

/// Whether the name may stand for something else somewhere: it is bound by `let`, in a closure or in
/// a pattern.
fn is_rebound(tokens: TokenStream, name: &Ident) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => {
            let next = tokens.get(at + 1);
            let is_pattern = next.is_some_and(|next| is_punct(next, '=') || is_punct(next, '|'));
            is_rebound(group.stream(), name)
                || (is_pattern && mentions(group.stream(), &name.to_string()))
        }
        TokenTree::Ident(word) if word == name => {
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let is_kept = tokens
                .get(at + 1)
                .is_none_or(|next| is_punct(next, '.') || is_punct(next, ','));
            let binds = |before: &TokenTree| match before {
                TokenTree::Ident(word) => word == "let" || word == "ref",
                before => is_punct(before, '|'),
            };
            !is_kept || before.is_some_and(binds)
        }
        _ => false,
    })
}

fn read(tokens: TokenStream, name: &Ident, found: &mut Diagnostics) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if at == 0 || !is_punct(&tokens[at - 1], '!') => {
                read(group.stream(), name, found);
            }
            TokenTree::Ident(word)
                if word == name && (at == 0 || !is_punct(&tokens[at - 1], '.')) =>
            {
                if let [dot, TokenTree::Ident(member), ..] = &tokens[at + 1..]
                    && is_punct(dot, '.')
                {
                    used(name, member, found);
                }
            }
            _ => {}
        }
    }
}

/// A member of the request.
fn used(name: &Ident, member: &Ident, found: &mut Diagnostics) {
    let habit = HABITS
        .iter()
        .find(|(names, _)| names.iter().any(|known| member == known));
    if let Some((_, help)) = habit {
        found.error(
            member,
            format!("a request has no `{member}` here"),
            &help.replace("{}", &name.to_string()),
        );
    }
}
