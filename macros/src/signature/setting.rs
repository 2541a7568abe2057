//! Setting: a parameter that is a field of the stage.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Expr, Ident, Pat, PatType, Token, Type, TypeReference,
    parse::{Parse, ParseStream},
    parse_quote,
    spanned::Spanned,
};

use crate::args::distance;

/// A parameter that is a setting of the stage.
#[derive(Clone)]
pub(crate) struct Setting<'a> {
    pub(crate) name: &'a Ident,
    /// The type of the field.
    pub(crate) ty: Type,
    pub(crate) default: Option<Expr>,
    borrowed: bool,
}

impl<'a> Setting<'a> {
    /// The setting of a stage that has been refused, which no stack has to give.
    pub(crate) fn spared(&self) -> Self {
        Self {
            default: Some(parse_quote!(::core::unreachable!())),
            ..self.clone()
        }
    }

    pub(super) fn read(attr: &syn::Attribute, typed: &'a PatType) -> syn::Result<Self> {
        if attr.path().is_ident("default") {
            return Err(syn::Error::new_spanned(
                attr.path(),
                "`default` belongs to a setting\n= help: write `#[setting(default = …)]`",
            ));
        }
        if !attr.path().is_ident("setting") {
            let word = attr.path().to_token_stream();
            return Err(syn::Error::new_spanned(
                &word,
                format!("unknown attribute `{word}`\n= help: a similar one exists: `setting`"),
            ));
        }
        let default = match &attr.meta {
            syn::Meta::Path(_) => None,
            syn::Meta::NameValue(value) => {
                return Err(syn::Error::new_spanned(
                    &value.value,
                    "the default of a setting has a name\n= help: write `#[setting(default = …)]`",
                ));
            }
            syn::Meta::List(_) => attr.parse_args::<Default>()?.0,
        };
        let Pat::Ident(pat) = &*typed.pat else {
            return Err(syn::Error::new_spanned(
                &typed.pat,
                "a setting is named by its parameter\n= help: write `name: Type`",
            ));
        };
        if let Type::Reference(reference) = &*typed.ty
            && reference.mutability.is_some()
        {
            return Err(syn::Error::new_spanned(
                &typed.ty,
                "a setting is shared by all requests, so nobody has it alone\n= help: write `&T`; the request is no setting",
            ));
        }
        if let Type::ImplTrait(_) = &*typed.ty {
            return Err(syn::Error::new_spanned(
                &typed.ty,
                "a setting has one type\n= help: write the type, and convert where the setting is given",
            ));
        }
        if let Type::TraitObject(object) = &*typed.ty {
            let bounds = object.bounds.to_token_stream();
            return Err(syn::Error::new_spanned(
                &typed.ty,
                format!(
                    "`dyn {bounds}` has no size\n= help: write `Arc<dyn {bounds} + Send + Sync>`"
                ),
            ));
        }
        Ok(Self::of(&pat.ident, &typed.ty, default))
    }

    /// What is a setting all the same when its attribute is refused, where its type can be one's.
    pub(super) fn broken(typed: &'a PatType) -> Option<Self> {
        match (&*typed.pat, &*typed.ty) {
            (_, Type::ImplTrait(_) | Type::TraitObject(_)) => None,
            (_, Type::Reference(reference)) if reference.mutability.is_some() => None,
            (Pat::Ident(pat), ty) => Some(Self::of(&pat.ident, ty, None)),
            _ => None,
        }
    }

    fn of(name: &'a Ident, ty: &Type, default: Option<Expr>) -> Self {
        let (ty, borrowed) = match ty {
            Type::Reference(reference) if !is_static(reference) => (owned(&reference.elem), true),
            ty => (ty.clone(), false),
        };
        Self {
            name,
            ty,
            default,
            borrowed,
        }
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

/// Whether an attribute of a parameter makes it a setting, or is meant to.
pub(crate) fn meant(attr: &syn::Attribute) -> bool {
    let word = attr.path().get_ident().map(ToString::to_string);
    let others = ["config", "default", "option"];
    word.is_some_and(|word| others.contains(&word.as_str()) || distance(&word, "setting") <= 2)
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
        let Ok(word) = input.fork().parse::<Ident>() else {
            let error =
                "the default of a setting has a name\n= help: write `#[setting(default = …)]`";
            return Err(input.error(error));
        };
        input.parse::<Ident>()?;
        if word != "default" {
            return Err(syn::Error::new_spanned(
                &word,
                format!("unknown argument `{word}`\n= help: write `#[setting(default = …)]`"),
            ));
        }
        if !input.peek(Token![=]) {
            return Err(syn::Error::new_spanned(
                &word,
                "expected `=` after `default`\n= help: write `#[setting(default = …)]`",
            ));
        }
        input.parse::<Token![=]>()?;
        let default = input.parse()?;
        if !input.is_empty() {
            return Err(
                input.error("a setting has one default\n= help: write `#[setting(default = …)]`")
            );
        }
        Ok(Self(Some(default)))
    }
}
