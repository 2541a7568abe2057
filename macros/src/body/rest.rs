//! Rest: how the rest of the stack is run, as far as the tokens of a body tell.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Pat, Type};

use super::{
    answer::taken_for_result,
    awaited, is_bound, is_punct,
    lending::{lent, made},
};
use crate::{
    diagnostics::Diagnostics,
    function::{Function, hollowed},
    runtime_path::Runtime,
    signature::{Params, Role},
};

/// The methods by which other frameworks run what comes next.
const HABITS: [&str; 5] = ["call", "handle", "oneshot", "proceed", "next"];

/// Notes every misuse of the rest of the stack; gives the body without them, where there are some.
pub(super) fn check(
    function: &Function,
    params: &Params<'_>,
    runtime: &Runtime,
    found: &mut Diagnostics,
) -> Option<TokenTree> {
    let TokenTree::Group(body) = &function.body else {
        return None;
    };
    let rest = params.rests().first().and_then(|param| {
        let runs = match param.role {
            Role::Rest(Some(_)) => "run_with",
            _ => "run",
        };
        match &*param.typed.pat {
            Pat::Ident(pat) => Some((&pat.ident, runs)),
            _ => None,
        }
    });
    let (name, runs) = rest?;
    if is_bound(body.stream(), name, false) {
        return None;
    }
    let before = found.len();
    let requests = params.exclusive().into_iter();
    let mut reader = Reader {
        body: body.stream(),
        // What a function that is not async ends with may be a future.
        depth: usize::from(!function.is_async()),
        is_alone: params
            .rests()
            .iter()
            .all(|rest| has_one_trait(&rest.typed.ty)),
        is_hopeless: false,
        requests: requests
            .filter_map(|param| match &*param.typed.pat {
                Pat::Ident(pat) => Some(&pat.ident),
                _ => None,
            })
            .collect(),
        name,
        runs,
        runtime,
        found,
        is_dropped: false,
    };
    let mended = reader.block(body.stream());
    if reader.is_hopeless {
        return Some(hollowed(&function.body));
    }
    if found.len() == before {
        return None;
    }
    let mut group = Group::new(body.delimiter(), mended);
    group.set_span(body.span());
    Some(TokenTree::Group(group))
}

pub(super) struct Reader<'a> {
    /// The body.
    body: TokenStream,
    /// How many groups the tokens are in.
    pub(super) depth: usize,
    /// Whether the rest has one trait, so that it has no other method.
    is_alone: bool,
    /// Whether nothing of the body can be kept.
    is_hopeless: bool,
    /// What the request is called.
    requests: Vec<&'a Ident>,
    pub(super) name: &'a Ident,
    /// The method that runs the rest.
    pub(super) runs: &'a str,
    runtime: &'a Runtime,
    pub(super) found: &'a mut Diagnostics,
    /// Whether these tokens are what `drop` is called with.
    pub(super) is_dropped: bool,
}

impl Reader<'_> {
    /// The tokens, with what is refused set right.
    fn block(&mut self, tokens: TokenStream) -> TokenStream {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut mended = TokenStream::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some((call, length)) = self.misused(&tokens, at) {
                mended.extend(call);
                at += length;
                continue;
            }
            mended.extend([match &tokens[at] {
                TokenTree::Group(group) if at == 0 || !is_punct(&tokens[at - 1], '!') => {
                    self.is_dropped = at > 0
                        && matches!(&tokens[at - 1], TokenTree::Ident(word) if word == "drop");
                    self.depth += 1;
                    let mut inner = Group::new(group.delimiter(), self.block(group.stream()));
                    self.depth -= 1;
                    inner.set_span(group.span());
                    TokenTree::Group(inner)
                }
                other => other.clone(),
            }]);
            at += 1;
        }
        mended
    }

    /// Refuses the method of the other trait.
    fn other_method(&mut self, method: &Ident, given: &TokenStream, usual: &str) -> bool {
        let is_other = self.is_alone && (method == "run" || method == "run_with");
        if is_other {
            let name = self.name;
            let message = match self.runs {
                "run" => format!("`{name}` is `impl Next`, and lends nothing"),
                _ => format!("`{name}` lends a value to the rest of the stack"),
            };
            let help = match lent(given) {
                Some(value) if self.runs == "run" => {
                    let ty = made(&self.body, &value).unwrap_or_else(|| "T".to_owned());
                    format!("write `{name}: impl NextWith<{ty}>`")
                }
                _ => format!("write {usual}"),
            };
            self.found.error(method, message, &help);
        }
        is_other
    }

    /// What has to stand in place of the tokens from here, and how many they are.
    fn misused(&mut self, tokens: &[TokenTree], at: usize) -> Option<(TokenStream, usize)> {
        let (name, runs) = (self.name, self.runs);
        let is_ours = matches!(&tokens[at], TokenTree::Ident(word) if word == name)
            && (at == 0 || !is_punct(&tokens[at - 1], '.'));
        if !is_ours {
            return None;
        }
        let usual = match runs {
            "run" => format!("`{name}.run(req).await`"),
            _ => format!("`{name}.run_with(req, &value).await`"),
        };
        let runtime = self.runtime;
        let never = quote!(::core::future::pending::<#runtime::Response>().await);
        if let Some(TokenTree::Group(arguments)) = tokens.get(at + 1) {
            let callee = &tokens[at];
            self.found.error(
                quote!(#callee #arguments),
                format!("`{name}` is not a function"),
                &format!("write {usual}"),
            );
            return Some((never, 2 + awaited(&tokens[at + 2..])));
        }
        if awaited(&tokens[at + 1..]) == 2 {
            let awaited = &tokens[at + 2];
            self.found.error(
                quote!(#awaited),
                "the rest of the stack is not run by awaiting it",
                &format!("write {usual}"),
            );
            return Some((never, 3));
        }
        let (Some(TokenTree::Ident(method)), Some(TokenTree::Group(arguments))) =
            (tokens.get(at + 2), tokens.get(at + 3))
        else {
            return None;
        };
        let after = &tokens[at + 4..];
        if HABITS.iter().any(|habit| method == habit) {
            self.found.error(
                method,
                format!("the rest of the stack is not run by `{method}`"),
                &format!("write {usual}"),
            );
            return Some((never, 4 + awaited(after)));
        }
        if method != runs {
            let is_refused = self.other_method(method, &arguments.stream(), &usual);
            return is_refused.then(|| (never, 4 + awaited(after)));
        }
        let given: Vec<TokenTree> = arguments.stream().into_iter().collect();
        if let [borrow, next, ..] = given.as_slice()
            && is_punct(borrow, '&')
            && self
                .requests
                .iter()
                .any(|request| matches!(next, TokenTree::Ident(word) if word == *request))
        {
            self.found.error(
                quote!(#borrow #next),
                "the rest of the stack borrows the request exclusively",
                &format!("write `{next}`, which is `&mut Request` already"),
            );
            return Some((never, 4 + awaited(after)));
        }
        match awaited(after) {
            0 => self.unawaited(tokens, at),
            length if let Some(word) = taken_for_result(&tokens[..at], &after[length..]) => {
                self.found.error(
                    word.to_token_stream(),
                    "the rest of the stack always gives a response, never an error",
                    "use the response as it is; an error below is a response here",
                );
                self.is_hopeless = true;
                None
            }
            length if after.get(length).is_some_and(|next| is_punct(next, '?')) => {
                self.found.error(
                    after[length].to_token_stream(),
                    "the rest of the stack always gives a response, never an error",
                    "remove `?`; an error below is a response here",
                );
                let call: TokenStream = tokens[at..at + 4 + length].iter().cloned().collect();
                Some((call, 5 + length))
            }
            _ => None,
        }
    }
}

/// Whether the rest has one trait; of a `NextWith` that does not say what it lends, the compiler tells.
fn has_one_trait(ty: &Type) -> bool {
    matches!(ty, Type::ImplTrait(rest) if rest.bounds.len() == 1
        && !rest.bounds.to_token_stream().to_string().ends_with("NextWith"))
}
