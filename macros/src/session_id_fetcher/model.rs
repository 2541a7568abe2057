//! What a session id fetcher may be.

use syn::Type;

use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::is_spelled,
    signature::{Param, Params, Role, rules},
};

pub(super) fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    const READS: &str = "a session id fetcher only reads the request";
    const HELP: &str = "write `req: &Request`";
    rules::plain("session id fetcher", function, found);
    rules::concrete("session id fetcher", function, found);
    rules::free("session id fetcher", function, found);
    rules::no_rest(READS, HELP, params, found);
    rules::refuse(
        params,
        |role| matches!(role, Role::Value(_)),
        READS,
        HELP,
        found,
    );
    rules::refuse(
        params,
        |role| matches!(role, Role::Setting(_)),
        "a session id fetcher has no settings",
        "begin the stack with `provide`, and borrow the value: `&Settings`",
        found,
    );
    rules::once(
        "session id fetcher",
        function,
        "the request",
        &params.exclusive(),
        found,
    );
    let name = function.name();
    if params
        .iter()
        .all(|param| matches!(param.role, Role::Setting(_)))
    {
        found.error(
            rules::list(function),
            format!("session id fetcher `{name}` takes no request"),
            "add `req: &Request`",
        );
    }
    match function.returns() {
        None => found.error(
            rules::end(function),
            format!("session id fetcher `{name}` returns nothing"),
            "write `-> Option<String>`",
        ),
        Some(reference @ Type::Reference(_)) => found.error(
            reference,
            "a session id fetcher returns `Option<…>`, not a reference",
            "write `-> Option<String>`; `None` when the request carries no id",
        ),
        Some(_) => {}
    }
}

/// Which borrowed parameter is the request; the others come from the stack.
pub(super) fn request(params: &Params<'_>) -> Option<usize> {
    if !params.exclusive().is_empty() {
        return None;
    }
    let borrowed = || {
        params
            .iter()
            .filter(|param| matches!(param.role, Role::Borrowed(_)))
    };
    let spelled = |param: &Param<'_>| matches!(param.role, Role::Borrowed(ty) if is_spelled(ty, |name| name == "Request"));
    let named = |param: &Param<'_>| matches!(param.name().as_deref(), Some("req" | "request"));
    borrowed()
        .position(spelled)
        .or_else(|| borrowed().position(named))
        .or_else(|| borrowed().next().map(|_| 0))
}
