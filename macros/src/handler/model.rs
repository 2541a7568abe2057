//! What a handler may be.

use crate::{
    diagnostics::Diagnostics,
    function::Function,
    signature::{Params, Role, borrowing, rules, types},
};

/// The longest tuple that the runtime takes out of a request.
const MOST: usize = 16;

pub(super) fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    rules::plain("handler", function, found);
    types::no_future("handler", function, found);
    borrowing::no_reference("handler", function, found);
    rules::no_rest(
        "a handler is the end of the stack, so there is no rest to run",
        "write `#[middleware]` to run something around a handler",
        params,
        found,
    );
    let before = found.len();
    rules::once(
        "handler",
        function,
        "the request",
        &params.exclusive(),
        found,
    );
    // Who is given no response to fill is told to return one.
    let is_told = found.len() > before;
    rules::refuse(
        params,
        |role| matches!(role, Role::Setting(_)),
        "a handler has no settings",
        "begin the stack with `provide`, and borrow the value: `&Settings`",
        found,
    );
    if let Some(ty) = params.values().get(MOST) {
        found.error(
            ty,
            format!("a handler takes {MOST} values out of the request at most"),
            "take several as the fields of a struct that is `Deserialize`, or that implements `FromRequest`",
        );
    }
    if function.returns().is_none() && !is_told {
        found.error(
            rules::end(function),
            format!("handler `{}` returns nothing", function.name()),
            "write `-> impl IntoResponse`, or `-> StatusCode` for an answer without a body",
        );
    }
}
