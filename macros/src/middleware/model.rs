//! What a middleware may be, for each moment that it acts at.

use quote::ToTokens;

use super::When;
use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::is_spelled,
    signature::{self, Param, Params, Role, borrowing, rules, types},
};

pub(super) fn check(when: When, function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    rules::plain("middleware", function, found);
    match when {
        When::Around => around(function, params, found),
        When::Before => before(function, params, found),
        When::After => after(function, params, found),
        When::Finally => finally(function, params, found),
    }
}

fn around(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    let name = function.name();
    let (requests, rests) = (params.exclusive(), params.rests());
    if rests.is_empty() && another_moment(name, params, found) {
        return;
    }
    // What a generic parameter stands for, nobody can tell.
    let generic = rules::is_generic(function);
    let is_told = !generic && rules::passed_on("middleware", function, params, found);
    let held = params.iter().find(|param| {
        matches!(param.role, Role::Value(ty) if borrowing::arguments(ty).any(|ty| is_spelled(ty, |name| name == "Request")))
    });
    let only_reads = rests.is_empty()
        && params
            .iter()
            .any(|param| signature::is_request(&param.typed.ty));
    if let Some(held) = held.filter(|_| requests.is_empty()) {
        found.error(
            &held.typed.ty,
            "a request has one owner, and the stack lends it",
            "write `&mut Request`",
        );
    } else if function.sig.inputs.is_empty() {
        found.error(
            rules::list(function),
            format!("middleware `{name}` takes neither the request nor the rest of the stack"),
            "write `req: &mut Request, next: impl Next`",
        );
    } else if requests.is_empty() && !is_told && !generic && !params.is_broken() && !only_reads {
        found.error(
            rules::list(function),
            format!("middleware `{name}` takes no request"),
            "add `req: &mut Request`",
        );
    }
    if rests.is_empty() && !generic && !function.sig.inputs.is_empty() {
        found.error(
            rules::list(function),
            format!("middleware `{name}` never runs the rest of the stack"),
            if only_reads {
                "to run only on the way in write `#[middleware(before)]`; or take \
                 `req: &mut Request, next: impl Next` and call `next.run(req).await`"
            } else {
                "add `next: impl Next` and call `next.run(req).await`; to run only on the way in \
                 write `#[middleware(before)]`"
            },
        );
    }
    let before = found.len();
    rules::once("middleware", function, "the request", &requests, found);
    // Who is given no response to fill is told to return one.
    let is_told = found.len() > before;
    rules::once("middleware", function, "`next`", &rests, found);
    let nothing = function.returns().filter(|ty| types::is_nothing(ty));
    if let Some(nothing) = nothing.filter(|_| !rests.is_empty()) {
        found.error(
            nothing,
            format!("middleware `{name}` returns nothing, so the response is lost"),
            "write `-> Response` and end with `next.run(req).await`",
        );
    } else if function.returns().is_none() && !is_told && (!rests.is_empty() || generic) {
        found.error(
            rules::end(function),
            format!("middleware `{name}` returns nothing, so the response is lost"),
            "add `-> Response` and end with `next.run(req).await`",
        );
    } else if !function.is_async() && !rests.is_empty() {
        found.error(
            function.sig.fn_token,
            "only an `async fn` can wait for the rest of the stack",
            &format!("write `async fn {name}`"),
        );
    }
}

/// Refuses what only another moment has: the response, and the outcome.
fn another_moment(name: &syn::Ident, params: &Params<'_>, found: &mut Diagnostics) -> bool {
    let is_one = |param: &&Param<'_>, wanted: &str| matches!(param.role, Role::Exclusive(ty) | Role::Value(ty) if is_spelled(ty, |name| name == wanted));
    let moments = [
        ("Response", "on the way out", "after"),
        ("Outcome", "at the very end", "finally"),
    ];
    for (ty, moment, word) in moments {
        if let Some(param) = params.iter().find(|param| is_one(param, ty)) {
            found.error(
                &param.typed.ty,
                format!("middleware `{name}` takes what is there {moment} only"),
                &format!("write `#[middleware({word})]`"),
            );
            return true;
        }
    }
    false
}

fn before(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    rules::no_rest(
        "a middleware that runs before the rest of the stack does not run it",
        "return `Ok(())` to go on, or write `#[middleware]` without `before`",
        params,
        found,
    );
    rules::once(
        "middleware",
        function,
        "the request",
        &params.exclusive(),
        found,
    );
}

fn after(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    rules::no_rest(
        "a middleware that runs after the rest of the stack does not run it",
        "change the response through `res: &mut Response`, or write `#[middleware]` without `after`",
        params,
        found,
    );
    let other = params.iter().find(|param| {
        matches!(param.role, Role::Borrowed(ty) | Role::Value(ty) if is_spelled(ty, |name| name == "Response"))
    });
    if let Some(other) = other {
        found.error(
            &other.typed.ty,
            "on the way out the response is changed in place",
            "write `res: &mut Response`",
        );
        return;
    }
    no_extractors("after", params, found);
    let responses = params.exclusive();
    if responses.is_empty() {
        found.error(
            rules::list(function),
            format!("middleware `{}` takes no response", function.name()),
            "add `res: &mut Response`",
        );
    }
    let is_response = |param: &&&Param<'_>| matches!(param.role, Role::Exclusive(ty) if is_spelled(ty, |name| name == "Response"));
    let first = responses.iter().find(is_response).or(responses.first());
    for second in responses
        .iter()
        .filter(|param| !first.is_some_and(|first| std::ptr::eq(*first, **param)))
    {
        if let Role::Exclusive(ty) = second.role
            && !is_spelled(ty, |name| matches!(name, "Request" | "Response"))
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
            &second.typed.ty,
            if matches!(second.role, Role::Exclusive(ty) if is_spelled(ty, |name| name == "Request")) {
                "on the way out the request is only read".to_owned()
            } else {
                format!("middleware `{}` takes the response twice", function.name())
            },
            "write `req: &Request` and `res: &mut Response`",
        );
    }
}

fn finally(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
    rules::no_rest(
        "a middleware that runs at the very end does not run the rest of the stack",
        "write `#[middleware]` without `finally`",
        params,
        found,
    );
    rules::refuse(
        params,
        |role| matches!(role, Role::Exclusive(_)),
        "a `finally` middleware only looks at what happened",
        "write `req: &Request` and `outcome: Outcome<'_>`",
        found,
    );
    if let Some(keyword) = &function.sig.asyncness {
        found.error(
            keyword,
            "a `finally` middleware cannot wait: it also runs when the client has hung up",
            "remove `async`; start a task for work that takes time",
        );
    }
    let borrowed = params.iter().find(|param| {
        matches!(param.role, Role::Borrowed(ty) if is_spelled(ty, |name| name == "Outcome"))
    });
    if let Some(borrowed) = borrowed {
        found.error(
            &borrowed.typed.ty,
            "the outcome is taken by value",
            "write `outcome: Outcome<'_>`",
        );
        return;
    }
    // What is borrowed exclusively is told to be the outcome.
    let is_told = !params.exclusive().is_empty();
    let outcomes = params.values().len();
    if outcomes != 1 && !is_told {
        found.error(
            rules::list(function),
            match outcomes {
                0 => format!("middleware `{}` takes no outcome", function.name()),
                _ => format!("middleware `{}` takes {outcomes} outcomes", function.name()),
            },
            "write `outcome: Outcome<'_>` once",
        );
    }
    if let Some(arrow) = function.arrow() {
        found.error(
            arrow,
            "a `finally` middleware returns nothing",
            "remove the return type",
        );
    }
}

fn no_extractors(when: &str, params: &Params<'_>, found: &mut Diagnostics) {
    rules::refuse(
        params,
        |role| matches!(role, Role::Value(_)),
        &format!("nothing can be extracted `{when}` the rest of the stack has run"),
        "borrow it from the stack, or read it from `req: &Request`",
        found,
    );
}
