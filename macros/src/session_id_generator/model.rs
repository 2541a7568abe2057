//! What a session id generator may be.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::is_spelled,
    signature::{Params, Role, rules},
};

pub(super) fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    rules::plain("session id generator", function, found);
    rules::concrete("session id generator", function, found);
    rules::free("session id generator", function, found);
    let wrong = |role: &Role<'_>| match role {
        Role::Borrowed(ty) => is_spelled(ty, |name| name == "Request"),
        Role::Optional(_) => false,
        _ => true,
    };
    rules::refuse(
        params,
        wrong,
        "a session id generator takes no request",
        "read the request in `#[session_id_fetcher]`; borrow other values as `&T`",
        found,
    );
    guessable(function.body.to_token_stream(), found);
    if function.returns().is_none() {
        found.error(
            rules::end(function),
            format!("session id generator `{}` returns nothing", function.name()),
            "write `-> SessionId`",
        );
    }
}

/// Finds `random::<BITS>` with fewer bits than a session id needs.
///
/// The function refuses them itself, but only when it is built, and not when it is checked.
fn guessable(body: TokenStream, found: &mut Diagnostics) {
    let mut before: Vec<String> = Vec::new();
    for token in body {
        match &token {
            TokenTree::Group(group) => guessable(group.stream(), found),
            TokenTree::Literal(number) if before.ends_with(&RANDOM.map(str::to_owned)) => {
                let bits = number.to_string().parse::<u32>();
                if let Ok(bits @ ..64) = bits {
                    found.error(
                        &token,
                        format!("a session id needs at least 64 bits of entropy, this has {bits}"),
                        "write `SessionId::random::<128>()`",
                    );
                }
            }
            _ => {}
        }
        before.push(token.to_string());
    }
}

const RANDOM: [&str; 4] = ["random", ":", ":", "<"];
