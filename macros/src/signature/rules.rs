//! Rules: what no annotated function may be, one refusal each.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, PatType, Safety};

use super::{Params, Role, is_named_rest, rest::is_next};
use crate::{diagnostics::Diagnostics, function::Function, returns::is_spelled};

/// Refuses `unsafe`, `extern`, `const`, variadic and generic functions.
pub(crate) fn plain(what: &str, function: &Function, found: &mut Diagnostics) {
    let (name, sig) = (function.name(), &function.sig);
    let mut refuse = |tokens: TokenStream, word: &str| {
        let message = format!("{what} `{name}` cannot be `{word}`");
        found.error(tokens, message, &format!("remove `{word}`"));
    };
    if let Safety::Unsafe(keyword) = &sig.safety {
        refuse(quote!(#keyword), "unsafe");
    }
    if let Some(abi) = &sig.abi {
        refuse(quote!(#abi), "extern");
    }
    if let Some(keyword) = &sig.constness {
        refuse(quote!(#keyword), "const");
    }
    if let Some(dots) = &sig.variadic {
        refuse(quote!(#dots), "...");
    }
}

/// Refuses the generics of a free function.
pub(crate) fn concrete(what: &str, function: &Function, found: &mut Diagnostics) {
    if !is_generic(function) {
        return;
    }
    let generics = &function.sig.generics;
    if let Some(rest) = generics
        .type_params()
        .find(|param| param.bounds.iter().any(is_next))
    {
        found.error(
            rest,
            "the rest of the stack has no type that can be named",
            "write `next: impl Next`",
        );
        return;
    }
    found.error(
        generics,
        format!("{what} `{}` cannot be generic", function.name()),
        match what {
            "middleware" => {
                "use a concrete type, or put `#[middleware]` on an `impl` block of a generic struct"
            }
            "provider" => {
                "use a concrete type, or put `#[provider]` on an `impl` block of a generic struct"
            }
            "handler" => {
                "use a concrete type, or put `#[handler]` on an `impl` block of a generic struct"
            }
            _ => "use a concrete type",
        },
    );
}

/// Whether a function has type parameters, or constant ones.
pub(crate) fn is_generic(function: &Function) -> bool {
    let params = function.sig.generics.params.iter();
    params
        .into_iter()
        .any(|param| !matches!(param, syn::GenericParam::Lifetime(_)))
}

/// Refuses the `self` of a free function.
pub(crate) fn free(what: &str, function: &Function, found: &mut Diagnostics) {
    if let Some(FnArg::Receiver(receiver)) = function.sig.inputs.first() {
        let attribute = match what {
            "provider" | "handler" => what,
            _ => "middleware",
        };
        found.error(
            receiver,
            format!("a {what} function takes no `self`"),
            &format!("put `#[{attribute}]` on the `impl` block instead"),
        );
    }
}

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

/// The names of our attributes.
pub(crate) const ATTRIBUTES: [&str; 6] = [
    "middleware",
    "provider",
    "handler",
    "error_handler",
    "session_id_fetcher",
    "session_id_generator",
];

/// The name of an attribute of ours.
pub(crate) fn ours(attr: &syn::Attribute) -> Option<&'static str> {
    let path = attr.path();
    let last = path.segments.last()?;
    let near = path.segments.len() == 1 || path.segments[0].ident == "onionskin";
    ATTRIBUTES
        .into_iter()
        .find(|name| near && last.ident == name)
}

/// Refuses a second attribute of ours.
pub(crate) fn single(name: &str, function: &Function, found: &mut Diagnostics) {
    for attr in &function.attrs {
        if ours(attr).is_some() {
            found.error(
                attr.path(),
                format!("`{}` has `#[{name}]` already", function.name()),
                "remove one of the two: a function is one thing in a stack",
            );
        }
    }
}

/// Refuses what is always there, and what nobody has alone, as an optional value.
pub(super) fn optional(typed: &PatType, found: &mut Diagnostics) {
    let Some(reference) = super::param::optional(&typed.ty) else {
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
    params: &[&super::Param<'_>],
    found: &mut Diagnostics,
) {
    let is_given = |param: &&&super::Param<'_>| matches!(param.role, Role::Exclusive(ty) if is_spelled(ty, |name| name == "Request"));
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
fn no_response(what: &str, param: &super::Param<'_>, found: &mut Diagnostics) -> bool {
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

/// Refuses the lifetimes of an `impl` block.
pub(crate) fn lasting(generics: &syn::Generics, found: &mut Diagnostics) {
    for lifetime in generics.lifetimes() {
        found.error(
            &lifetime.lifetime,
            "a stage lives as long as the program, so it borrows nothing",
            "let it own what it holds: a `String` in place of a `&str`, or an `Arc`",
        );
    }
}

/// The parentheses of the parameter list, where something is missing from it.
pub(crate) fn list(function: &Function) -> TokenStream {
    let mut group = proc_macro2::Group::new(
        proc_macro2::Delimiter::Parenthesis,
        function.sig.inputs.to_token_stream(),
    );
    group.set_span(function.sig.paren_token.span.join());
    quote!(#group)
}

/// The place where a return type would stand: the end of the parameter list.
pub(crate) fn end(function: &Function) -> TokenStream {
    let span = function.sig.paren_token.span.close();
    let mut end = proc_macro2::Literal::string("");
    end.set_span(span);
    quote!(#end)
}

/// Refuses a method that does not take `&self`, or that has generics of its own.
pub(crate) fn method(function: &Function, found: &mut Diagnostics) {
    if !function.has_receiver() {
        found.error(
            list(function),
            format!(
                "method `{}` of a stage does not take the stage",
                function.name()
            ),
            "write `&self` as the first parameter",
        );
    }
    if let Some(FnArg::Receiver(receiver)) = function.sig.inputs.first() {
        let text = receiver.to_token_stream().to_string();
        let shared = text.starts_with('&') && !text.contains("mut ");
        if !shared {
            found.error(
                receiver,
                "a stage serves many requests at once, so its method borrows it",
                "write `&self`, and a `Mutex` or an atomic for what changes",
            );
        }
    }
    if !function.sig.generics.params.is_empty() {
        found.error(
            &function.sig.generics,
            format!("method `{}` of a stage cannot be generic", function.name()),
            "put the generics on the `impl` block",
        );
    }
}
