//! What an error handler may be.

use quote::ToTokens;

use super::{ErrorHandler, parse::Status};
use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::{is_spelled, mentions},
    signature::{Param, Params, Role, borrowing, rules, types},
};

pub(super) fn read(
    status: Option<&Status>,
    function: &Function,
    params: &Params<'_>,
    found: &mut Diagnostics,
) -> Option<ErrorHandler> {
    let name = function.name();
    rules::plain("error handler", function, found);
    rules::concrete("error handler", function, found);
    rules::free("error handler", function, found);
    types::no_future("error handler", function, found);
    borrowing::no_reference("error handler", function, found);
    rules::no_rest(
        "an error handler answers in place of what failed",
        "write `#[middleware]` to run the rest of the stack",
        params,
        found,
    );
    let before = found.len();
    for param in params.exclusive() {
        let ty = param.ty();
        let (message, help) = if is_spelled(ty, |name| name == "Response") {
            (
                "an error handler answers in place of what failed",
                "return the response: `-> impl IntoResponse`".to_owned(),
            )
        } else {
            let written = ty.to_token_stream().to_string().replace(' ', "");
            ("an error handler only reads", format!("write `&{written}`"))
        };
        found.error(param.typed, message, &help);
    }
    let is_told = found.len() > before;
    rules::refuse(
        params,
        |role| matches!(role, Role::Setting(_)),
        "an error handler has no settings",
        "begin the stack with `provide`, and borrow the value: `&Settings`",
        found,
    );
    if function.returns().is_none() && !is_told {
        found.error(
            rules::end(function),
            format!("error handler `{name}` returns nothing"),
            "write `-> impl IntoResponse`",
        );
    }
    if let Some(Status(status)) = status {
        return Some(ErrorHandler::ByStatus(*status));
    }
    rules::refuse(
        params,
        |role| matches!(role, Role::Value(_)),
        "an error handler borrows the error",
        "write `err: &E`",
        found,
    );
    if !params.values().is_empty() {
        return None;
    }
    let Some(error) = position(params) else {
        if is_told {
            return None;
        }
        found.error(
            rules::list(function),
            format!("error handler `{name}` takes no error"),
            "add `err: &E`, or name a status: `#[error_handler(404)]`",
        );
        return None;
    };
    if let Some(Role::Borrowed(ty)) = params.borrowed().get(error).map(|param| &param.role)
        && mentions(ty.to_token_stream(), "dyn")
    {
        found.error(
            ty,
            "an error handler takes errors of one type",
            "write the type that is raised, or take what is left by its status: `#[error_handler(500)]`",
        );
    }
    Some(ErrorHandler::ByType { error })
}

/// Which of the borrowed parameters is the error: the one called so, or the first that is not the
/// request.
fn position(params: &Params<'_>) -> Option<usize> {
    let borrowed = || {
        params
            .iter()
            .filter(|param| matches!(param.role, Role::Borrowed(_)))
    };
    let named = |param: &&Param<'_>| matches!(param.name().as_deref(), Some("err" | "error" | "e"));
    borrowed()
        .position(|param| named(&param))
        .or_else(|| borrowed().position(|param| !is_request(param)))
}

/// Whether a borrowed parameter of an error handler is the request: errors and the request are both
/// given, so their names tell them apart.
pub(super) fn is_request(param: &Param<'_>) -> bool {
    matches!(param.name().as_deref(), Some("req" | "request"))
        || matches!(param.role, Role::Borrowed(ty) if is_spelled(ty, |name| name == "Request"))
}

/// Whether a borrowed parameter of an error handler is the response; by its name as well, so that
/// the type may have another.
pub(super) fn is_response(param: &Param<'_>) -> bool {
    matches!(param.name().as_deref(), Some("res" | "response"))
        || matches!(param.role, Role::Borrowed(ty) if is_spelled(ty, |name| name == "Response"))
}
