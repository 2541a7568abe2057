//! Foreign: types of other frameworks and libraries where ours are meant, and what to write.

mod known;

use quote::ToTokens;
use syn::{FnArg, GenericArgument, PathArguments, Type, TypeParamBound};

use self::known::KNOWN;
use super::borrowing;
use crate::{diagnostics::Diagnostics, function::Function, returns::is_spelled, source::Source};

/// What actix-web has in a module, and we have without one.
const OURS: [&str; 5] = ["Bytes", "Form", "Json", "Path", "Query"];

/// Refuses types of other places where the file shows that no type of the user's has their name.
pub(crate) fn refuse(function: &Function, found: &mut Diagnostics) {
    for ty in types(function) {
        if let Some((message, help)) = mistaken(ty) {
            found.error(ty, message, &help);
        }
    }
}

/// Whether such a type is in the signature.
pub(crate) fn is_used(function: &Function) -> bool {
    types(function).any(|ty| mistaken(ty).is_some())
}

/// What a type is instead of what is meant, and what to write.
pub(crate) fn mistaken(ty: &Type) -> Option<(String, String)> {
    let path = match ty {
        Type::Path(path) => &path.path,
        // A request that is lent by a stage may have any body.
        Type::Reference(reference)
            if reference.mutability.is_none() && other_body(&reference.elem).is_some() =>
        {
            return None;
        }
        Type::Reference(reference) => return mistaken(&reference.elem),
        Type::ImplTrait(opaque) => match opaque.bounds.first()? {
            TypeParamBound::Trait(bound) => &bound.path,
            _ => return None,
        },
        _ => return None,
    };
    let last = path.segments.last()?;
    let name = last.ident.to_string();
    let is_bare = path.segments.len() == 1 && matches!(ty, Type::Path(_));
    match name.as_str() {
        "Request" => {
            let body = other_body(ty)?;
            return Some((
                format!("the body of a request is a `Body`, not `{body}`"),
                "write `&mut Request`, or `&Request` to read it".to_owned(),
            ));
        }
        "Session" if is_bare => return session_with_lifetime(ty),
        "Path" if is_bare => return standard_path(ty),
        "Result" if is_bare => return result_of_one(ty),
        "Self" if is_bare => {
            return Some((
                "a function has no `Self`".to_owned(),
                "write the name of the type".to_owned(),
            ));
        }
        "IntoResponse" if is_bare => {
            is_nobodys("IntoResponse")?;
            return Some((
                "`IntoResponse` is a trait, and no type".to_owned(),
                "write `impl IntoResponse`".to_owned(),
            ));
        }
        _ if is_bare && last.arguments.is_none() => {
            if let Some(of_trait) = bare_trait(&name) {
                return Some(of_trait);
            }
        }
        _ => {}
    }
    let first = path.segments.first()?.ident.to_string();
    if first == "web" && path.segments.len() == 2 && OURS.contains(&name.as_str()) {
        is_nobodys(&first)?;
        return Some((
            format!("`web::{name}` is a type of actix-web"),
            format!(
                "write `{}`, which is onionskin's",
                last.to_token_stream().to_string().replace(' ', "")
            ),
        ));
    }
    let known = KNOWN.iter().find(|known| known.name == name)?;
    if path.segments.len() > 2 || (path.segments.len() == 2 && first != "web") {
        return None;
    }
    is_nobodys(&first)?;
    let help = match arguments(ty).first() {
        Some(inner) => known.help.replace("&T", &format!("&{inner}")),
        None => known.help.to_owned(),
    };
    let message = format!("`{}` is a type of {}", known.name, known.of);
    Some((message, help))
}

/// The body of a request of the `http` crate, where it is one that no server reads into.
fn other_body(ty: &Type) -> Option<String> {
    const OTHERS: [&str; 5] = ["String", "Vec", "Bytes", "BytesMut", "Incoming"];
    let body = borrowing::arguments(ty).next()?;
    let is_other = match body {
        Type::Tuple(_) | Type::Reference(_) | Type::Array(_) => true,
        _ => is_spelled(body, |name| OTHERS.contains(&name)),
    };
    let is_request = is_spelled(ty, |name| name == "Request");
    (is_request && is_other).then(|| body.to_token_stream().to_string().replace(' ', ""))
}

/// A trait of the file in place of a type.
fn bare_trait(name: &str) -> Option<(String, String)> {
    let source = Source::read()?;
    let is_one = source.has_only_trait(name)
        && !source.imports(name)
        && source.shows_all(&["onionskin::prelude::*", "std::"]);
    is_one.then(|| {
        (
            format!("`{name}` is a trait, and a stack tells values apart by their types"),
            format!("write the type that has it, or `Arc<dyn {name}>`"),
        )
    })
}

/// `Session<'_, T>`.
fn session_with_lifetime(ty: &Type) -> Option<(String, String)> {
    let data = borrowing::arguments(ty).next()?;
    if borrowing::borrowing(ty).is_none_or(|part| !std::ptr::eq(part, ty)) {
        return None;
    }
    is_nobodys("Session")?;
    let data = data.to_token_stream().to_string().replace(' ', "");
    Some((
        "a session has no lifetime of its own".to_owned(),
        format!("write `&Session<{data}>`"),
    ))
}

/// `Path<T>` where the file imports the path of a file.
fn standard_path(ty: &Type) -> Option<(String, String)> {
    let source = Source::read()?;
    let is_at_the_margin = proc_macro::Span::call_site().column() == 1;
    if !is_at_the_margin || !source.imports_at_the_margin("std::path", "Path") {
        return None;
    }
    let inner = arguments(ty);
    let [inner] = inner.as_slice() else {
        return None;
    };
    Some((
        "`Path` is the standard library's here, by an import of this file".to_owned(),
        format!("write `onionskin::Path<{inner}>`, or import `std::path` alone"),
    ))
}

/// `Result<T>` where only the standard library's is in scope.
fn result_of_one(ty: &Type) -> Option<(String, String)> {
    is_nobodys("Result")?;
    let inner = arguments(ty);
    let [inner] = inner.as_slice() else {
        return None;
    };
    Some((
        "a `Result` has two types: a value, and an error".to_owned(),
        format!(
            "write `Result<{inner}, E>` with an `E` that is a response, such as `StatusCode` or `Problem`"
        ),
    ))
}

/// That the file shows all that is in scope, and none of it has this name.
fn is_nobodys(name: &str) -> Option<()> {
    let source = Source::read()?;
    let is_somebodys = source.has_type(name)
        || source.imports(name)
        || !source.shows_all(&["onionskin::prelude::*", "std::"]);
    (!is_somebodys).then_some(())
}

/// The types of the signature.
fn types(function: &Function) -> impl Iterator<Item = &Type> {
    let inputs = function.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&*typed.ty),
        FnArg::Receiver(_) => None,
    });
    inputs.chain(function.returns())
}

/// The types in the angle brackets.
fn arguments(ty: &Type) -> Vec<String> {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let Some(PathArguments::AngleBracketed(arguments)) = last.map(|last| &last.arguments) else {
        return Vec::new();
    };
    let text = |argument: &GenericArgument| argument.to_token_stream().to_string().replace(' ', "");
    arguments.args.iter().map(text).collect()
}
