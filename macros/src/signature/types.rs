//! Types: what no annotated function may borrow, lend or return, as far as its words tell.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PatType, PathArguments, Type};

use super::is_named_rest;
use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::{is_spelled, mentions},
    source::Source,
};

/// Whether a stack can lend such a type, as far as its words tell.
pub(crate) fn lendable(ty: &Type) -> bool {
    fn borrows(tokens: TokenStream) -> bool {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let (TokenTree::Punct(punct), next) = (&token, tokens.peek()) else {
                continue;
            };
            let is_static = |next: Option<&TokenTree>| matches!(next, Some(TokenTree::Ident(word)) if word == "static");
            match punct.as_char() {
                '\'' if !is_static(next) => return true,
                '&' if !matches!(next, Some(TokenTree::Punct(tick)) if tick.as_char() == '\'') => {
                    return true;
                }
                _ => {}
            }
        }
        false
    }
    let sized = match ty {
        Type::Slice(_) | Type::TraitObject(_) | Type::ImplTrait(_) => false,
        Type::Tuple(tuple) => !tuple.elems.is_empty(),
        Type::Path(path) => !path.path.is_ident("str"),
        _ => true,
    };
    let tokens = ty.to_token_stream();
    sized && (tokens.to_string().contains("for <") || !borrows(tokens))
}

/// Refuses types that a stack cannot lend: those without a size, and those that borrow themselves.
pub(crate) fn owned(ty: &Type, found: &mut Diagnostics) {
    // An outcome borrows, and is refused where it is known to be one.
    if lendable(ty) || matches!(ty, Type::Tuple(_)) || is_spelled(ty, |name| name == "Outcome") {
        return;
    }
    if matches!(ty, Type::ImplTrait(_)) {
        if !is_named_rest(ty) {
            found.error(
                ty,
                "a stack cannot tell which type is meant",
                "write the type that a stage above lends",
            );
        }
        return;
    }
    let text = ty.to_token_stream().to_string().replace(' ', "");
    match ty {
        Type::TraitObject(_) => found.error(
            ty,
            format!(
                "`dyn {}` has no size, so no stack lends it",
                text.trim_start_matches("dyn").replace('+', " + ")
            ),
            "borrow what holds it: a `Box` or an `Arc`",
        ),
        Type::Slice(_) | Type::Path(_) if !text.contains(['\'', '&']) => found.error(
            ty,
            format!("`{text}` has no size, so no stack lends it"),
            "borrow what holds it: a `String`, a `Vec`, or a type of your own",
        ),
        _ => found.error(
            ty,
            format!("`{text}` borrows, so no stack lends it"),
            "use a type that owns what it holds, such as `String` in place of `&str`",
        ),
    }
}

/// Whether a type is left open with `_`, which the compiler refuses in every signature.
pub(crate) fn is_inferred(ty: &Type) -> bool {
    match ty {
        Type::Infer(_) => true,
        Type::Reference(reference) => is_inferred(&reference.elem),
        _ => false,
    }
}

/// Refuses what cannot be taken out of a request because it borrows from it: `Path<&str>`.
pub(crate) fn extracted(ty: &Type, found: &mut Diagnostics) {
    let Type::Path(path) = ty else { return };
    if let Some(borrowing) = arguments(ty).find_map(borrowing) {
        let text = text(borrowing);
        found.error(
            borrowing,
            format!("`{text}` borrows, and what is taken from a request owns what it holds"),
            "let it hold a `String` in place of a `&str`, and remove the lifetime",
        );
        return;
    }
    let Some(PathArguments::AngleBracketed(arguments)) =
        path.path.segments.last().map(|last| &last.arguments)
    else {
        return;
    };
    for argument in &arguments.args {
        if let GenericArgument::Type(Type::Reference(reference)) = argument
            && reference.lifetime.is_none()
            && !is_spelled(ty, |name| name == "Option")
        {
            let text = reference.to_token_stream().to_string().replace("& ", "&");
            found.error(
                reference,
                format!("`{text}` borrows, and what is taken from a request owns what it holds"),
                &match text.as_str() {
                    "&str" => "write `String`".to_owned(),
                    _ => format!("write `{}`", text.trim_start_matches('&')),
                },
            );
        }
    }
}

/// The type that borrows for a lifetime that is not `'static`: the `Page<'_>` of `Query<Page<'_>>`.
pub(crate) fn borrowing(ty: &Type) -> Option<&Type> {
    let is_short = |argument: &GenericArgument| matches!(argument, GenericArgument::Lifetime(lifetime) if lifetime.ident != "static");
    if generics(ty).any(is_short) {
        return Some(ty);
    }
    arguments(ty).find_map(borrowing)
}

/// What stands in the angle brackets of a type.
fn generics(ty: &Type) -> impl Iterator<Item = &GenericArgument> {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let arguments = last.and_then(|last| match &last.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    });
    arguments.into_iter().flatten()
}

/// The types among them.
fn arguments(ty: &Type) -> impl Iterator<Item = &Type> {
    generics(ty).filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn text(tokens: &Type) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// Refuses `&'static T`: what a request borrows it gives back.
pub(crate) fn lasting(typed: &PatType, found: &mut Diagnostics) {
    let Type::Reference(reference) = &*typed.ty else {
        return;
    };
    if let Some(lifetime) = reference
        .lifetime
        .as_ref()
        .filter(|lifetime| lifetime.ident == "static")
    {
        let mutable = reference.mutability.map_or("", |_| "mut ");
        found.error(
            lifetime,
            "what a request borrows it gives back, so it is not `'static`",
            &format!("write `&{mutable}{}`", text(&reference.elem)),
        );
    }
}

/// Refuses a future as the result: the macro awaits an `async fn`, and nothing else.
pub(crate) fn no_future(what: &str, function: &Function, found: &mut Diagnostics) {
    let Some(ty) = function.returns() else { return };
    if !function.is_async() && is_future(ty) {
        found.error(
            ty,
            format!(
                "{what} `{}` returns a future, and nobody waits for it",
                function.name()
            ),
            &format!(
                "write `async fn {}`, and return what the future does",
                function.name()
            ),
        );
    }
}

/// Whether a type is `impl Future`, `Pin<Box<dyn Future>>` or `BoxFuture`, by these names.
pub(crate) fn is_future(ty: &Type) -> bool {
    match ty {
        Type::ImplTrait(opaque) => mentions(opaque.bounds.to_token_stream(), "Future"),
        _ => {
            is_spelled(ty, |name| name.ends_with("BoxFuture"))
                || (is_spelled(ty, |name| name == "Pin" || name == "Box")
                    && mentions(ty.to_token_stream(), "Future"))
        }
    }
}

/// Refuses a response that borrows.
pub(crate) fn no_reference(what: &str, function: &Function, found: &mut Diagnostics) {
    if let Some(ty) = function.returns() {
        no_reference_in(ty, what, function, found);
    }
}

/// Refuses what borrows in a type of which all parts become a response.
fn no_reference_in(ty: &Type, what: &str, function: &Function, found: &mut Diagnostics) {
    let is_ours = |name: &str| {
        is_spelled(ty, |spelled| spelled == name)
            && Source::read().is_some_and(|source| !source.has_type(name))
    };
    if let Type::Tuple(tuple) = ty {
        for part in &tuple.elems {
            no_reference_in(part, what, function, found);
        }
    } else if is_spelled(ty, |name| name == "Result") || is_ours("Html") {
        for part in arguments(ty) {
            no_reference_in(part, what, function, found);
        }
    } else if is_ours("Cow") && borrowing(ty).is_some() && !function.sig.inputs.is_empty() {
        found.error(
            ty,
            format!(
                "{what} `{}` returns what it has only borrowed",
                function.name()
            ),
            "write `String`, or `Cow<'static, str>` for what is borrowed from the program alone",
        );
    }
    if let Type::Reference(reference) = ty
        && reference
            .lifetime
            .as_ref()
            .is_none_or(|lifetime| lifetime.ident != "static")
    {
        // There is nothing that it could be borrowed from, and the compiler says so.
        if reference.lifetime.is_none() && function.sig.inputs.is_empty() {
            return found.told();
        }
        let text = ty.to_token_stream().to_string().replace(' ', "");
        found.error(
            ty,
            format!(
                "{what} `{}` returns what it has only borrowed",
                function.name()
            ),
            &match text.as_str() {
                "&str" => "write `String`, or `&'static str` for a text of the program".to_owned(),
                _ => "return a value of its own, such as a `clone()`".to_owned(),
            },
        );
    }
}
