//! Rest: how a parameter says that it is the rest of the stack.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericArgument, PathArguments, Token, Type, TypeParamBound, punctuated::Punctuated};

use super::param::{Role, shape};
use crate::returns::is_spelled;

/// Whether the type is `impl Trait`.
pub(crate) fn is_rest(ty: &Type) -> bool {
    matches!(shape(ty), Role::Rest(_)) || misnamed_rest(ty).is_some() || is_mended(ty)
}

fn is_mended(ty: &Type) -> bool {
    matches!(ty, Type::Verbatim(_))
}

/// Whether the type is `dyn Trait`, or `&dyn Trait`, which need not be a trait.
pub(crate) fn is_object(ty: &Type) -> bool {
    let is_object = match ty {
        Type::Reference(reference) => matches!(*reference.elem, Type::TraitObject(_)),
        ty => matches!(ty, Type::TraitObject(_)),
    };
    is_object && !is_named_rest(ty)
}

/// Whether the type is `&Request` or `Request`, by its name.
pub(crate) fn is_request(ty: &Type) -> bool {
    matches!(shape(ty), Role::Borrowed(ty) | Role::Value(ty) if is_spelled(ty, |name| name == "Request"))
}

/// Leaves one type to `impl NextWith<A, B>`; whether there were more.
pub(crate) fn lend_one(ty: &mut Type) -> bool {
    let Type::ImplTrait(rest) = ty else {
        return false;
    };
    let mut had_more = false;
    for bound in &mut rest.bounds {
        if let TypeParamBound::Trait(bound) = bound
            && let Some(last) = bound.path.segments.last_mut()
            && last.ident == "NextWith"
            && let PathArguments::AngleBracketed(arguments) = &mut last.arguments
            && arguments.args.len() > 1
        {
            had_more = true;
            arguments.args = arguments.args.iter().take(1).cloned().collect();
        }
    }
    had_more
}

/// What `impl NextWith<A, B>` lends too much.
pub(super) fn lent_too_much(ty: &Type) -> Option<&GenericArgument> {
    let Type::ImplTrait(rest) = ty else {
        return None;
    };
    rest.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let last = bound.path.segments.last()?;
        match &last.arguments {
            PathArguments::AngleBracketed(arguments) if last.ident == "NextWith" => {
                arguments.args.iter().nth(1)
            }
            _ => None,
        }
    })
}

/// The trait that is meant where `Next` or `NextWith<T>` stands as if it were a type.
///
/// A hint that only mistakes come to: what these names mean elsewhere is not asked.
pub(crate) fn misnamed_rest(ty: &Type) -> Option<TokenStream> {
    let named = |path: &syn::Path| {
        let last = path.segments.last()?;
        match last.ident.to_string().as_str() {
            "NextWith" => Some(quote!(#path)),
            // What others put in angle brackets, ours knows.
            "Next" => {
                let mut path = path.clone();
                path.segments.last_mut()?.arguments = PathArguments::None;
                Some(quote!(#path))
            }
            _ => None,
        }
    };
    let bounded = |bounds: &Punctuated<TypeParamBound, Token![+]>| {
        bounds.iter().find_map(|bound| match bound {
            TypeParamBound::Trait(bound) => named(&bound.path),
            _ => None,
        })
    };
    match ty {
        Type::Path(path) => named(&path.path).or_else(|| {
            let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments
            else {
                return None;
            };
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(Type::TraitObject(object)) => bounded(&object.bounds),
                _ => None,
            })
        }),
        Type::TraitObject(object) => bounded(&object.bounds),
        Type::Reference(reference) => match &*reference.elem {
            Type::ImplTrait(rest) => bounded(&rest.bounds),
            inner => misnamed_rest(inner),
        },
        _ => None,
    }
}

/// The `T` of `NextWith<T>`.
pub(super) fn lent(bound: &TypeParamBound) -> Option<&Type> {
    let TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    match &bound.path.segments.last()?.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Whether the type is `impl Next` or `impl NextWith<T>`, by these names.
pub(crate) fn is_named_rest(ty: &Type) -> bool {
    let Type::ImplTrait(rest) = ty else {
        return misnamed_rest(ty).is_some() || is_mended(ty);
    };
    rest.bounds.iter().any(is_next)
}

/// Whether a bound is `Next` or `NextWith<T>`, by these names.
pub(super) fn is_next(bound: &TypeParamBound) -> bool {
    let TypeParamBound::Trait(bound) = bound else {
        return false;
    };
    let last = bound.path.segments.last();
    last.is_some_and(|last| last.ident == "Next" || last.ident == "NextWith")
}
