//! Param: one parameter and its role.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericArgument, Pat, PatType, PathArguments, Type, TypeReference};

use super::{
    Setting, borrowing, meant_as_setting,
    rest::{lent, lent_too_much, misnamed_rest},
    rules, session, types,
};
use crate::{diagnostics::Diagnostics, returns::is_spelled, runtime_path::Runtime, source::Source};

/// One parameter.
pub(crate) struct Param<'a> {
    pub(crate) typed: &'a PatType,
    pub(crate) role: Role<'a>,
    /// Which one it is.
    place: usize,
}

/// What a parameter is, by its shape alone: a name may be an alias.
pub(crate) enum Role<'a> {
    /// `&T`: borrowed from the stack, or the request.
    Borrowed(&'a Type),
    /// `Option<&T>`: borrowed from the stack where it is lent.
    Optional(&'a Type),
    /// `&mut T`: the request, or the response on the way out.
    Exclusive(&'a Type),
    /// `impl Next`, or `impl NextWith<T>` with its `T`.
    Rest(Option<&'a Type>),
    /// Marked `#[setting]`.
    Setting(Box<Setting<'a>>),
    /// `T`: taken out of the request.
    Value(&'a Type),
}

impl<'a> Param<'a> {
    pub(super) fn read(place: usize, typed: &'a PatType, found: &mut Diagnostics) -> Self {
        let setting = typed.attrs.iter().find(|attr| meant_as_setting(attr));
        let role = match setting.map(|attr| Setting::read(attr, typed)) {
            Some(Ok(setting)) => Role::Setting(Box::new(setting)),
            Some(Err(error)) => {
                found.push(error);
                match Setting::broken(typed) {
                    Some(setting) => Role::Setting(Box::new(setting)),
                    None => Self::shape(&typed.ty, found),
                }
            }
            None => Self::shape(&typed.ty, found),
        };
        if let Some(second) = lent_too_much(&typed.ty) {
            found.error(
                second,
                "a middleware lends one value",
                "lend a struct of both, or write a middleware for each",
            );
        }
        match role {
            _ if types::is_inferred(&typed.ty) => found.told(),
            Role::Borrowed(ty) | Role::Optional(ty) | Role::Rest(Some(ty)) => {
                types::owned(ty, found);
            }
            Role::Value(ty) => borrowing::extracted(ty, found),
            _ => {}
        }
        if let Role::Borrowed(_) | Role::Exclusive(_) = role {
            borrowing::lasting(typed, found);
        }
        if let Role::Borrowed(ty) = role {
            session::sized(ty, found);
        }
        if let Role::Optional(_) = role {
            rules::optional(typed, found);
        }
        Self { typed, role, place }
    }

    /// Whether another parameter borrows the same in the same way, as far as it is spelled alike.
    pub(super) fn borrows_like(&self, other: &Self) -> bool {
        let is_alike = matches!(
            (&self.role, &other.role),
            (Role::Borrowed(_), Role::Borrowed(_)) | (Role::Optional(_), Role::Optional(_))
        );
        let spelled = |param: &Self| param.ty().to_token_stream().to_string();
        is_alike && spelled(self) == spelled(other)
    }

    /// Gives it a place behind those of another method, so that no two have one name.
    pub(super) fn move_behind(&mut self, count: usize) {
        self.place += count + 1;
    }

    /// The type that the role is about.
    pub(crate) fn ty(&self) -> &'a Type {
        match self.role {
            Role::Borrowed(ty)
            | Role::Optional(ty)
            | Role::Exclusive(ty)
            | Role::Value(ty)
            | Role::Rest(Some(ty)) => ty,
            Role::Rest(None) | Role::Setting(_) => &self.typed.ty,
        }
    }

    /// The name that generated code has for the type, at the type's place.
    pub(crate) fn alias(&self) -> TokenStream {
        let ty = self.ty();
        if !types::lendable(ty) || is_there(ty) {
            return quote!(#ty);
        }
        let name = format_ident!("__Param{}", self.place, span = types::first(ty));
        quote!(#name)
    }

    /// The declaration of that name, at the place of the function's name.
    pub(crate) fn declare(&self, at: Span, runtime: &Runtime) -> Option<TokenStream> {
        let ty = self.ty();
        let written = match self.role {
            Role::Rest(None) | Role::Setting(_) => return None,
            _ if !types::lendable(ty) || is_there(ty) => return None,
            Role::Exclusive(_) if self.is_given() => return None,
            Role::Borrowed(_) if self.is_the_request() => return None,
            // In angle brackets, as the user has written it.
            Role::Rest(Some(_)) | Role::Optional(_) => {
                quote!(#runtime::Same<#ty>)
            }
            _ => quote!(#ty),
        };
        let name = format_ident!("__Param{}", self.place, span = at);
        Some(quote!(type #name = #written;))
    }

    /// Whether the request or the response that is borrowed exclusively has its own name.
    pub(crate) fn is_given(&self) -> bool {
        matches!(self.role, Role::Exclusive(ty) if borrowing::arguments(ty).next().is_none()
            && is_spelled(ty, |name| matches!(name, "Request" | "Response")))
    }

    /// Whether it is borrowed by the request's own name; of a request it is known that threads can share it.
    pub(crate) fn is_the_request(&self) -> bool {
        matches!(self.role, Role::Borrowed(ty) if borrowing::arguments(ty).next().is_none()
            && is_spelled(ty, |name| name == "Request"))
    }

    fn shape(ty: &'a Type, found: &mut Diagnostics) -> Role<'a> {
        let Some(rest) = misnamed_rest(ty) else {
            return shape(ty);
        };
        found.error(
            ty,
            "the rest of the stack has no type that can be named",
            &format!("write `impl {}`", rest.to_string().replace(' ', "")),
        );
        Role::Rest(None)
    }

    /// The name of the parameter, without leading underscores.
    pub(crate) fn name(&self) -> Option<String> {
        match &*self.typed.pat {
            Pat::Ident(pat) => Some(pat.ident.to_string().trim_start_matches('_').to_owned()),
            _ => None,
        }
    }
}

/// Whether the type is a name that the file imports or declares, so that nothing is told of it where it is used.
fn is_there(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let name = path.path.get_ident().map(ToString::to_string);
    name.zip(Source::read())
        .is_some_and(|(name, source)| source.imports(&name) || source.has_type(&name))
}

pub(super) fn shape(ty: &Type) -> Role<'_> {
    match ty {
        Type::Reference(reference) if reference.mutability.is_some() => {
            Role::Exclusive(&reference.elem)
        }
        Type::Reference(reference) => Role::Borrowed(&reference.elem),
        Type::ImplTrait(rest) => Role::Rest(rest.bounds.iter().find_map(lent)),
        Type::Paren(inner) => shape(&inner.elem),
        Type::Group(inner) => shape(&inner.elem),
        other => match optional(other) {
            Some(reference) => Role::Optional(&reference.elem),
            None => Role::Value(other),
        },
    }
}

/// The `&T` of `Option<&T>`.
///
/// Known by its name: nothing else that holds a reference can be taken out of a request either.
pub(super) fn optional(ty: &Type) -> Option<&TypeReference> {
    match ty {
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return None;
            };
            match arguments.args.first() {
                Some(GenericArgument::Type(Type::Reference(reference)))
                    if last.ident == "Option" && arguments.args.len() == 1 =>
                {
                    Some(reference)
                }
                _ => None,
            }
        }
        Type::Paren(inner) => optional(&inner.elem),
        Type::Group(inner) => optional(&inner.elem),
        _ => None,
    }
}
