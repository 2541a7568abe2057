//! What a session id generator may be.

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
        _ => true,
    };
    rules::refuse(
        params,
        wrong,
        "a session id generator takes no request",
        "read the request in `#[session_id_fetcher]`; borrow other values as `&T`",
        found,
    );
    if function.returns().is_none() {
        found.error(
            rules::end(function),
            format!("session id generator `{}` returns nothing", function.name()),
            "write `-> SessionId`",
        );
    }
}
