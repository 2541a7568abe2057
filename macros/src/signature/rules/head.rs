//! Head: what may stand before a function's parameters, and what its `self` may be.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, GenericParam, Safety};

use super::list;
use crate::{diagnostics::Diagnostics, function::Function, signature::rest::is_next};

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
        .any(|param| !matches!(param, GenericParam::Lifetime(_)))
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
