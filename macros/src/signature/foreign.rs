//! Foreign: types of other frameworks that users bring along, and what to write in their place.

use quote::ToTokens;
use syn::{PathArguments, Type, TypeParamBound};

use crate::{diagnostics::Diagnostics, function::Function, source::Source};

/// A name, whose it is, and what to write.
pub(crate) struct Known {
    name: &'static str,
    of: &'static str,
    help: &'static str,
}

const KNOWN: [Known; 7] = [
    Known {
        name: "State",
        of: "axum",
        help: "begin the stack with `provide`, and borrow the value: `&T`",
    },
    Known {
        name: "Extension",
        of: "axum",
        help: "begin the stack with `provide`, and borrow the value: `&T`",
    },
    Known {
        name: "Data",
        of: "actix-web",
        help: "begin the stack with `provide`, and borrow the value: `&T`",
    },
    Known {
        name: "TypedHeader",
        of: "axum",
        help: "take a `HeaderMap`, or read `req.headers()` of `req: &Request`",
    },
    Known {
        name: "HttpRequest",
        of: "actix-web",
        help: "write `req: &Request`",
    },
    Known {
        name: "HttpResponse",
        of: "actix-web",
        help: "write `Response`, or `impl IntoResponse`",
    },
    Known {
        name: "Responder",
        of: "actix-web",
        help: "write `impl IntoResponse`",
    },
];

/// Refuses types of other frameworks where the file shows that no type of the user's has their name.
pub(crate) fn refuse(function: &Function, found: &mut Diagnostics) {
    for ty in types(function) {
        if let Some(known) = known(ty) {
            let help = match argument(ty) {
                Some(inner) => known.help.replace("&T", &format!("&{inner}")),
                None => known.help.to_owned(),
            };
            let message = format!("`{}` is a type of {}", known.name, known.of);
            found.error(ty, message, &help);
        }
    }
}

/// The `T` of `State<T>`.
fn argument(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    let inner = arguments.args.first()?.to_token_stream().to_string();
    Some(inner.replace(' ', ""))
}

/// Whether such a type is in the signature.
pub(crate) fn is_used(function: &Function) -> bool {
    types(function).any(|ty| known(ty).is_some())
}

/// The types of the signature.
fn types(function: &Function) -> impl Iterator<Item = &Type> {
    let inputs = function.sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(typed) => Some(&*typed.ty),
        syn::FnArg::Receiver(_) => None,
    });
    inputs.chain(function.returns())
}

/// The known type that this is, if no other can be meant.
pub(crate) fn known(ty: &Type) -> Option<&'static Known> {
    let path = match ty {
        Type::Path(path) => &path.path,
        Type::Reference(reference) => return known(&reference.elem),
        Type::ImplTrait(opaque) => match opaque.bounds.first()? {
            TypeParamBound::Trait(bound) => &bound.path,
            _ => return None,
        },
        _ => return None,
    };
    let last = path.segments.last()?.ident.to_string();
    let known = KNOWN.iter().find(|known| known.name == last)?;
    let first = path.segments.first()?.ident.to_string();
    let near = match path.segments.len() {
        1 => true,
        2 => first == "web",
        _ => false,
    };
    let source = Source::read().filter(|_| near)?;
    let is_theirs = source.has_type(&first)
        || source.imports(&first)
        || !source.shows_all(&["onionskin::prelude::*", "std::"]);
    (!is_theirs).then_some(known)
}
