//! Rules: what no annotated function may be, one refusal each.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, Safety};

use super::{Params, Role};
use crate::{diagnostics::Diagnostics, function::Function};

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
    let generics = &function.sig.generics;
    if generics
        .params
        .iter()
        .any(|param| !matches!(param, syn::GenericParam::Lifetime(_)))
    {
        found.error(
            generics,
            format!("{what} `{}` cannot be generic", function.name()),
            "use a concrete type, or put `#[middleware]` on an `impl` block of a generic struct",
        );
    }
}

/// Refuses the `self` of a free function.
pub(crate) fn free(what: &str, function: &Function, found: &mut Diagnostics) {
    if let Some(FnArg::Receiver(receiver)) = function.sig.inputs.first() {
        found.error(
            receiver,
            format!("a {what} function takes no `self`"),
            "put `#[middleware]` on the `impl` block instead",
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
    for second in params.iter().skip(1) {
        found.error(
            second.typed,
            format!("{what} `{}` takes {thing} twice", function.name()),
            "remove this parameter",
        );
    }
}

/// Refuses the rest of the stack where there is none to run.
pub(crate) fn no_rest(message: &str, help: &str, params: &Params<'_>, found: &mut Diagnostics) {
    for rest in params.rests() {
        found.error(rest.typed, message, help);
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
    if let Some(FnArg::Receiver(receiver)) = function.sig.inputs.first() {
        let shared = receiver.mutability.is_none()
            && receiver
                .to_token_stream()
                .to_string()
                .trim_start()
                .starts_with('&');
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
