//! Parameters: those that a function takes too often, in the wrong way, or where there are none.

use quote::ToTokens;
use syn::{PatType, Type};

use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::is_spelled,
    signature::{Param, Params, Role, is_named_rest, param},
};

/// Refuses a request that is not borrowed exclusively by what passes it on.
pub(crate) fn passed_on(
    what: &str,
    function: &Function,
    params: &Params<'_>,
    found: &mut Diagnostics,
) -> bool {
    let other = params.iter().find(|param| {
        matches!(param.role, Role::Borrowed(ty) | Role::Value(ty) if is_spelled(ty, |name| name == "Request"))
    });
    let passes_on = params.exclusive().is_empty() && !params.rests().is_empty();
    let Some(other) = other.filter(|_| what == "middleware" && passes_on) else {
        return false;
    };
    found.error(
        &other.typed.ty,
        format!(
            "{what} `{}` passes the request on, so it borrows it exclusively",
            function.name()
        ),
        "write `&mut Request`",
    );
    true
}

/// Refuses the request that is borrowed, where it is borrowed exclusively too.
pub(crate) fn one_request(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    let is_request = |ty: &Type| is_spelled(ty, |name| name == "Request");
    let exclusive = params.exclusive();
    if exclusive.iter().any(|param| is_request(param.ty()))
        && let Some(again) = params
            .iter()
            .find(|param| matches!(param.role, Role::Borrowed(ty) if is_request(ty)))
    {
        found.error(
            again.typed,
            format!("`{}` takes the request twice", function.name()),
            "remove this parameter: what is borrowed exclusively can be read too",
        );
    }
}

/// Refuses what is always there, and what nobody has alone, as an optional value.
pub(crate) fn optional(typed: &PatType, found: &mut Diagnostics) {
    let Some(reference) = param::optional(&typed.ty) else {
        return;
    };
    let ty = &reference.elem;
    let text = ty.to_token_stream().to_string().replace(' ', "");
    if is_spelled(ty, |name| name == "Request") {
        let mutable = reference.mutability.map_or("", |_| "mut ");
        found.error(
            &typed.ty,
            "the request is always there",
            &format!("write `&{mutable}Request`"),
        );
    } else if reference.mutability.is_some() {
        found.error(
            &typed.ty,
            format!("`{text}` is shared by all requests, so nobody has it alone"),
            &format!("write `Option<&{text}>`, with a `Mutex` or an atomic for what changes"),
        );
    }
}

/// Refuses every parameter after the first of those that there can be only one of.
pub(crate) fn once(
    what: &str,
    function: &Function,
    thing: &str,
    params: &[&Param<'_>],
    found: &mut Diagnostics,
) {
    let is_given = |param: &&&Param<'_>| matches!(param.role, Role::Exclusive(ty) if is_spelled(ty, |name| name == "Request"));
    let first = params.iter().find(is_given).or(params.first());
    if let Some(first) = first
        && no_response(what, first, found)
    {
        return;
    }
    for second in params
        .iter()
        .filter(|param| !first.is_some_and(|first| std::ptr::eq(*first, **param)))
    {
        if no_response(what, second, found) {
            continue;
        }
        if let Role::Exclusive(ty) = second.role
            && !is_spelled(ty, |name| name == "Request")
        {
            let text = ty.to_token_stream().to_string().replace(' ', "");
            found.error(
                &second.typed.ty,
                format!("`{text}` is shared by all requests, so nobody has it alone"),
                &format!("write `&{text}`, with a `Mutex` or an atomic for what changes"),
            );
            continue;
        }
        found.error(
            second.typed,
            format!("{what} `{}` takes {thing} twice", function.name()),
            "remove this parameter",
        );
    }
}

/// Refuses a response among the parameters, where there is none yet.
fn no_response(what: &str, param: &Param<'_>, found: &mut Diagnostics) -> bool {
    let is_response =
        matches!(param.role, Role::Exclusive(ty) if is_spelled(ty, |name| name == "Response"));
    if is_response {
        let help = match what {
            "middleware" => "remove it, and write `let mut res = next.run(req).await;`",
            "handler" => "remove it, and return the response, such as `(StatusCode, String)`",
            _ => "remove it, and return `Err(…)` to answer",
        };
        found.error(&param.typed.ty, "there is no response yet", help);
    }
    is_response
}

/// Refuses the rest of the stack where there is none to run.
pub(crate) fn no_rest(message: &str, help: &str, params: &Params<'_>, found: &mut Diagnostics) {
    for rest in params.rests() {
        if is_named_rest(&rest.typed.ty) {
            found.error(rest.typed, message, help);
        } else {
            found.error(
                &rest.typed.ty,
                "a request cannot tell which type is meant",
                "write the type: an extractor by value, or `&T` of the stack",
            );
        }
    }
}

/// Refuses parameters of some roles.
pub(crate) fn refuse<'a, 'p: 'a>(
    params: &'a Params<'p>,
    wrong: impl Fn(&Role<'p>) -> bool,
    message: &str,
    help: &str,
    found: &mut Diagnostics,
) {
    for param in params.iter().filter(|param| wrong(&param.role)) {
        found.error(param.typed, message, help);
    }
}
