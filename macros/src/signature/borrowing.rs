//! Borrowing: types that hold a reference where nothing lasts long enough for it.

use quote::ToTokens;
use syn::{GenericArgument, PatType, PathArguments, Type};

use crate::{diagnostics::Diagnostics, function::Function, returns::is_spelled, source::Source};

/// What locks and cells give out.
const GUARDS: [&str; 5] = [
    "MutexGuard",
    "Ref",
    "RefMut",
    "RwLockReadGuard",
    "RwLockWriteGuard",
];

/// Refuses what cannot be taken out of a request because it borrows from it: `Path<&str>`.
pub(crate) fn extracted(ty: &Type, found: &mut Diagnostics) {
    if let Type::Ptr(_) = ty {
        return found.error(
            ty,
            "a request holds no pointers",
            "take an extractor, or borrow `&T` of the stack",
        );
    }
    let Type::Path(path) = ty else { return };
    let is_guard = is_spelled(ty, |name| GUARDS.contains(&name));
    let is_optional = is_spelled(ty, |name| name == "Option");
    let part = arguments(ty).filter(|_| !is_optional).find_map(short_part);
    let whole = borrowing(ty).filter(|_| is_guard);
    if let Some(borrowing) = part.or(whole).or(arguments(ty).find_map(borrowing)) {
        let text = text(borrowing);
        found.error(
            borrowing,
            format!("`{text}` borrows, and what is taken from a request owns what it holds"),
            match borrowing {
                _ if is_guard => "borrow what it comes from: `&T` of the stack",
                _ => "let it hold a `String` in place of a `&str`, and remove the lifetime",
            },
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

/// The reference for a short lifetime that is somewhere in a type, and not the type itself.
fn short_part(ty: &Type) -> Option<&Type> {
    let find = |part| {
        if is_short(part) {
            Some(part)
        } else {
            short_part(part)
        }
    };
    match ty {
        Type::Tuple(tuple) => tuple.elems.iter().find_map(find),
        _ => arguments(ty).find_map(find),
    }
}

/// Whether a type is a reference for a lifetime that is not `'static`.
pub(crate) fn is_short(ty: &Type) -> bool {
    let is_static = |lifetime: &syn::Lifetime| lifetime.ident == "static";
    matches!(ty, Type::Reference(reference) if !reference.lifetime.as_ref().is_some_and(is_static))
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

/// The type that borrows for a lifetime that is not `'static`: the `Page<'_>` of `Query<Page<'_>>`.
pub(crate) fn borrowing(ty: &Type) -> Option<&Type> {
    let is_short = |argument: &GenericArgument| matches!(argument, GenericArgument::Lifetime(lifetime) if lifetime.ident != "static");
    if generics(ty).any(is_short) {
        return Some(ty);
    }
    arguments(ty).find_map(borrowing)
}

/// The type whose values `Json<T>` holds, or `Json<Vec<T>>`: what a `derive` is missing above.
///
/// Only a hint: it is shown, and nothing is asked of it.
pub(crate) fn data(ty: &Type, is: impl Fn(&str) -> bool) -> Option<&Type> {
    let mut data = arguments(ty).next().filter(|_| is_spelled(ty, is))?;
    let is_holder = |name: &str| matches!(name, "Box" | "Option" | "Vec");
    while let Some(inner) = arguments(data)
        .next()
        .filter(|_| is_spelled(data, is_holder))
    {
        data = inner;
    }
    matches!(data, Type::Path(_)).then_some(data)
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

/// The types that stand in the angle brackets of a type.
pub(crate) fn arguments(ty: &Type) -> impl Iterator<Item = &Type> {
    generics(ty).filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn text(tokens: &Type) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}
