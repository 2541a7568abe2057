//! Param: one parameter and its role.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{
    Expr, GenericArgument, Ident, Pat, PatType, PathArguments, Token, Type, TypeParamBound,
    TypeReference,
    parse::{Parse, ParseStream},
    parse_quote,
    spanned::Spanned,
};

use super::rules;
use crate::{diagnostics::Diagnostics, returns::is_spelled};

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
        let setting = typed
            .attrs
            .iter()
            .find(|attr| attr.path().is_ident("setting"));
        let role = match setting.map(|attr| Setting::read(attr, typed)) {
            Some(Ok(setting)) => Role::Setting(Box::new(setting)),
            Some(Err(error)) => {
                found.push(error);
                Self::shape(&typed.ty, found)
            }
            None => Self::shape(&typed.ty, found),
        };
        if let Role::Borrowed(ty) | Role::Rest(Some(ty)) = role {
            rules::owned(ty, found);
        }
        Self { typed, role, place }
    }

    /// The type that the role is about.
    pub(crate) fn ty(&self) -> &'a Type {
        match self.role {
            Role::Borrowed(ty) | Role::Exclusive(ty) | Role::Value(ty) | Role::Rest(Some(ty)) => ty,
            Role::Rest(None) | Role::Setting(_) => &self.typed.ty,
        }
    }

    /// The name that generated code has for the type, at the type's place.
    pub(crate) fn alias(&self) -> TokenStream {
        let ty = self.ty();
        if !rules::lendable(ty) {
            return quote!(#ty);
        }
        let name = format_ident!("__Param{}", self.place, span = ty.span());
        quote!(#name)
    }

    /// The declaration of that name, at the place of the function's name.
    pub(crate) fn declare(&self, at: Span, runtime: &TokenStream) -> Option<TokenStream> {
        let ty = self.ty();
        let written = match self.role {
            Role::Rest(None) | Role::Setting(_) => return None,
            _ if !rules::lendable(ty) => return None,
            Role::Exclusive(_) if self.is_given() => return None,
            Role::Rest(Some(_)) => quote!(#runtime::__private::Same<#ty>),
            _ => quote!(#ty),
        };
        let name = format_ident!("__Param{}", self.place, span = at);
        Some(quote!(type #name = #written;))
    }

    /// Whether the request or the response that is borrowed exclusively has its own name.
    pub(crate) fn is_given(&self) -> bool {
        matches!(self.role, Role::Exclusive(ty) if is_spelled(ty, |name| matches!(name, "Request" | "Response")))
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

fn shape(ty: &Type) -> Role<'_> {
    match ty {
        Type::Reference(reference) if reference.mutability.is_some() => {
            Role::Exclusive(&reference.elem)
        }
        Type::Reference(reference) => Role::Borrowed(&reference.elem),
        Type::ImplTrait(rest) => Role::Rest(rest.bounds.iter().find_map(lent)),
        Type::Paren(inner) => shape(&inner.elem),
        Type::Group(inner) => shape(&inner.elem),
        other => Role::Value(other),
    }
}

/// Whether the type is `impl Trait`.
pub(crate) fn is_rest(ty: &Type) -> bool {
    matches!(shape(ty), Role::Rest(_)) || misnamed_rest(ty).is_some() || is_mended(ty)
}

fn is_mended(ty: &Type) -> bool {
    matches!(ty, Type::Verbatim(_))
}

/// Whether the type is `&Request`, by its name.
pub(crate) fn is_shared_request(ty: &Type) -> bool {
    matches!(shape(ty), Role::Borrowed(ty) if is_spelled(ty, |name| name == "Request"))
}

/// The trait that is meant where `Next` or `NextWith<T>` stands as if it were a type.
///
/// A hint that only mistakes come to: what these names mean elsewhere is not asked.
pub(crate) fn misnamed_rest(ty: &Type) -> Option<TokenStream> {
    let named = |path: &syn::Path| {
        let last = path.segments.last()?;
        (last.ident == "Next" || last.ident == "NextWith").then(|| quote!(#path))
    };
    let bounded = |bounds: &syn::punctuated::Punctuated<TypeParamBound, Token![+]>| {
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
fn lent(bound: &TypeParamBound) -> Option<&Type> {
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

/// A parameter that is a setting of the stage.
pub(crate) struct Setting<'a> {
    pub(crate) name: &'a Ident,
    /// The type of the field.
    pub(crate) ty: Type,
    pub(crate) default: Option<Expr>,
    borrowed: bool,
}

impl<'a> Setting<'a> {
    fn read(attr: &syn::Attribute, typed: &'a PatType) -> syn::Result<Self> {
        let default = match &attr.meta {
            syn::Meta::Path(_) => None,
            _ => attr.parse_args::<Default>()?.0,
        };
        let Pat::Ident(pat) = &*typed.pat else {
            return Err(syn::Error::new_spanned(
                &typed.pat,
                "a setting is named by its parameter\n= help: write `name: Type`",
            ));
        };
        let (ty, borrowed) = match &*typed.ty {
            Type::Reference(reference) if !is_static(reference) => (owned(&reference.elem), true),
            ty => (ty.clone(), false),
        };
        Ok(Self {
            name: &pat.ident,
            ty,
            default,
            borrowed,
        })
    }

    /// The setting as an argument of the user's function.
    pub(super) fn argument(&self) -> TokenStream {
        let name = self.name;
        if self.borrowed {
            quote!(&self.#name)
        } else {
            let clone = quote_spanned!(self.ty.span()=> { ::core::clone::Clone::clone });
            quote!(#clone(&self.#name))
        }
    }
}

/// A `&'static T` is a value of its own.
fn is_static(reference: &TypeReference) -> bool {
    reference
        .lifetime
        .as_ref()
        .is_some_and(|lifetime| lifetime.ident == "static")
}

/// What a stage keeps where its function borrows: `String` for `str`, `Vec<T>` for `[T]`.
fn owned(ty: &Type) -> Type {
    match ty {
        Type::Slice(slice) => {
            let elem = &slice.elem;
            parse_quote!(::std::vec::Vec<#elem>)
        }
        Type::Path(path) if path.path.is_ident("str") => parse_quote!(::std::string::String),
        ty => ty.clone(),
    }
}

/// `default = expression`, or nothing.
struct Default(Option<Expr>);

impl Parse for Default {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self(None));
        }
        let word: Ident = input.parse()?;
        if word != "default" {
            return Err(syn::Error::new_spanned(
                &word,
                format!("unknown argument `{word}`\n= help: write `#[setting(default = …)]`"),
            ));
        }
        input.parse::<Token![=]>()?;
        Ok(Self(Some(input.parse()?)))
    }
}
