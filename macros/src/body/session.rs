//! Session: what is asked of a session that only other frameworks' sessions know.

use std::mem;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Pat, Type};

use super::{is_bound, is_group, is_punct, waiting::awaited};
use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::is_spelled,
    signature::{Params, Role, borrowing},
    source::Source,
};

/// The methods of a session.
const METHODS: [&str; 13] = [
    "destroy",
    "exists",
    "get",
    "id",
    "is_new",
    "part",
    "populate",
    "regenerate",
    "regenerate_for",
    "serve",
    "try_update",
    "update",
    "with",
];

/// Notes every misuse of a session, where the file shows that it is one of ours.
pub(super) fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    let TokenTree::Group(body) = &function.body else {
        return;
    };
    let is_session = |ty: &Type| is_spelled(ty, |name| name == "Session");
    let takes_one = params
        .iter()
        .any(|param| matches!(param.role, Role::Borrowed(ty) if is_session(ty)));
    let is_ours = |source: &Source| source.brings_no_methods() && !source.has_type("Session");
    if !takes_one || !Source::read().is_some_and(|source| is_ours(&source)) {
        return;
    }
    for param in params.iter() {
        let Role::Borrowed(ty) = param.role else {
            continue;
        };
        if let Pat::Ident(pat) = &*param.typed.pat
            && is_session(ty)
            && !is_bound(body.stream(), &pat.ident, true)
        {
            let name = &pat.ident;
            Reader { name, ty, found }.read(body.stream());
        }
    }
}

struct Reader<'a, 'f> {
    name: &'a Ident,
    /// The session.
    ty: &'a Type,
    found: &'f mut Diagnostics,
}

impl Reader<'_, '_> {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut is_refused = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                // What a refused method is called with is refused with it.
                TokenTree::Group(_) if mem::take(&mut is_refused) => {}
                TokenTree::Group(group) if at == 0 || !is_punct(&tokens[at - 1], '!') => {
                    self.read(group.stream());
                }
                TokenTree::Ident(word)
                    if word == self.name && (at == 0 || !is_punct(&tokens[at - 1], '.')) =>
                {
                    let before = self.found.len();
                    self.used(&tokens[at + 1..]);
                    is_refused = self.found.len() > before;
                }
                _ => {}
            }
        }
    }

    /// What stands behind the name.
    fn used(&mut self, after: &[TokenTree]) {
        if let [TokenTree::Group(index), ..] = after
            && index.delimiter() == Delimiter::Bracket
        {
            let name = self.name;
            let help = format!("write `{name}.get().await?`, and take a field of it");
            return self.found.error(index.to_token_stream(), self.one(), &help);
        }
        let [dot, TokenTree::Ident(member), rest @ ..] = after else {
            return;
        };
        if !is_punct(dot, '.') || member == "await" {
            return;
        }
        let name = self.name;
        let arguments = match rest {
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis => {
                Some(group.stream())
            }
            [colon, ..] if is_punct(colon, ':') => None,
            _ => return self.field(member),
        };
        let one = self.one();
        match member.to_string().as_str() {
            "insert" | "set" | "put" | "save" | "push" => self.found.error(
                member,
                one,
                &format!("write `{name}.update(|data| …).await?`"),
            ),
            "get"
                if arguments
                    .as_ref()
                    .is_none_or(|arguments| !arguments.is_empty()) =>
            {
                self.found.error(
                    member,
                    one,
                    &format!("write `{name}.get().await?`, and take a field of it"),
                );
            }
            "remove" | "delete" | "flush" | "purge" | "invalidate" => self.found.error(
                member,
                format!("a session has no `{member}`"),
                &format!("write `{name}.destroy().await?` to end it, or change it by `update`"),
            ),
            "cycle_id" | "renew" | "rotate" => self.found.error(
                member,
                format!("a session has no `{member}`"),
                &format!("write `{name}.regenerate().await?`"),
            ),
            "lock" | "read" | "write" | "borrow" | "borrow_mut" => self.found.error(
                member,
                "a session is read by `get`, and changed by `update`",
                &format!("write `{name}.get().await?`, or `{name}.update(|data| …).await?`"),
            ),
            "get_mut" => self.found.error(
                member,
                "what `get` gives is a copy",
                &format!("write `{name}.update(|data| …).await?` to change what is stored"),
            ),
            "update" => {
                if let Some(word) = arguments.as_ref().and_then(waits) {
                    return self.found.error(
                        word,
                        "a session is changed without waiting: others may change it meanwhile",
                        "wait before `update`, and use what came of it",
                    );
                }
                if let Some(arguments) = arguments.filter(is_no_function) {
                    self.found.error(
                        arguments,
                        "a session is changed by a function of its data",
                        &format!("write `{name}.update(|data| …).await?`"),
                    );
                }
            }
            _ => {}
        }
    }

    fn one(&self) -> String {
        let data = borrowing::arguments(self.ty).next();
        let data = data.map_or_else(String::new, |ty| ty.to_token_stream().to_string());
        format!("a session holds one `{data}`, and has no keys")
    }

    fn field(&mut self, member: &Ident) {
        // Of a method that is not called the compiler says so.
        if METHODS.iter().any(|method| member == method) {
            return;
        }
        let name = self.name;
        self.found.error(
            member,
            format!("`{member}` is in what the session holds, not in the session"),
            &format!(
                "write `{name}.get().await?.{member}`, or `{name}.update(|data| …).await?` to change it"
            ),
        );
    }
}

/// The word by which a function of the data waits: `async` before it, or `.await` in it.
fn waits(argument: &TokenStream) -> Option<Ident> {
    let mut tokens = argument.clone().into_iter();
    match tokens.next() {
        Some(TokenTree::Ident(word)) if word == "async" => Some(word),
        Some(TokenTree::Punct(bar)) if bar.as_char() == '|' => awaited(argument.clone()),
        _ => None,
    }
}

/// Whether an argument is an assignment, a literal, or a struct with its fields.
fn is_no_function(argument: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = argument.clone().into_iter().collect();
    if tokens.iter().any(|token| is_punct(token, '|')) {
        return false;
    }
    let assigns = tokens.windows(3).any(|three| {
        let is_other = |token| {
            ['=', '<', '>', '!']
                .iter()
                .any(|other| is_punct(token, *other))
        };
        is_punct(&three[1], '=') && !is_other(&three[0]) && !is_other(&three[2])
    });
    match tokens.as_slice() {
        [TokenTree::Literal(_)] => true,
        [TokenTree::Ident(first), .., last] if is_group(last, Delimiter::Brace) => {
            first.to_string().starts_with(char::is_uppercase)
        }
        _ => assigns,
    }
}
