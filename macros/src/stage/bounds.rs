//! Bounds: what an `impl` asks of the types that its stage shares with others.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Type};

use super::Impl;
use crate::{
    attribute::unnamed,
    returns::type_mentions,
    signature::{Role, session, types},
    source::Source,
};

/// A type that several threads come to.
struct Shared<'a> {
    /// Its name in generated code.
    name: TokenStream,
    ty: &'a Type,
    /// The trait with a sentence for types that threads cannot share.
    check: &'static str,
}

impl Shared<'_> {
    /// Whether it is the struct that is the stage.
    fn is_owner(&self) -> bool {
        self.check == "Servable"
    }

    /// Whether it is the data of a session.
    fn is_kept(&self) -> bool {
        self.check == "KeptInSession"
    }

    /// Whether the type can only be refused together with its parts: a struct, or a trait object.
    ///
    /// The compiler tells of each part that it cannot prove something of, unless it may believe it of
    /// the whole. It believes a bound over a lifetime, and then asks no further; so such a type must
    /// show its lifetimes, and a type that is only named may be an alias that hides one.
    fn has_parts(&self) -> bool {
        self.is_owner()
            || self.is_kept()
            || type_mentions(self.ty, "dyn")
            || seems_unshared(self.ty)
    }
}

impl Impl<'_> {
    /// What the stage borrows, lends, and is made of.
    fn shared(&self) -> Vec<Shared<'_>> {
        let unfit = |ty| self.is_concrete().then(|| session::unfit(ty)).flatten();
        let params = self.params.iter().filter_map(|param| match &param.role {
            Role::Borrowed(ty) | Role::Optional(ty) if let Some(data) = unfit(ty) => Some(Shared {
                name: quote!(#data),
                ty: data,
                check: "KeptInSession",
            }),
            _ if param.is_the_request() => None,
            Role::Borrowed(ty) | Role::Optional(ty) | Role::Rest(Some(ty)) => Some(Shared {
                name: self.named(param),
                ty,
                check: "Lendable",
            }),
            Role::Setting(setting) => {
                let ty = &setting.ty;
                let (name, check) = (quote!(#ty), "Settable");
                Some(Shared { name, ty, check })
            }
            _ => None,
        });
        let lent = self.lent.iter().map(|lent| Shared {
            name: lent.name.clone(),
            ty: lent.ty,
            check: "Lendable",
        });
        let owner = self.made_of.map(|ty| Shared {
            name: quote!(#ty),
            ty,
            check: "Servable",
        });
        params.chain(lent).chain(owner).collect()
    }

    /// The checks of the types that are believed in the bounds; and that a stack, which finds no stage
    /// when one of the bounds is not true, need not say so.
    pub(super) fn believed(&self) -> TokenStream {
        let shared = self.shared();
        if shared.is_empty() {
            return TokenStream::new();
        }
        let (runtime, owner, item) = (self.runtime, &self.owner, self.item());
        let unnamed = unnamed(self.place);
        let check = |Shared { name, ty, check }: &Shared<'_>| {
            let here = runtime.at(types::first(ty));
            let check = match *check {
                "Lendable" => "LendableObject",
                "Settable" => "SettableObject",
                other => other,
            };
            let check = Ident::new(check, types::first(ty));
            quote_spanned!(types::first(ty)=> () = <#name as #here::checks::#check>::OK;)
        };
        let params = shared
            .iter()
            .filter(|shared| shared.has_parts() && !shared.is_owner())
            .filter(|shared| !(shared.is_kept() && session::is_told(shared.ty)));
        let params = params.map(|shared| {
            let check = check(shared);
            quote!(const #unnamed: #check)
        });
        // In an `impl`, where a name that is not there is told of as it is in the user's.
        let own = shared.iter().filter(|shared| shared.is_owner());
        let own = own.map(|shared| {
            let ty = shared.ty;
            let check = check(&Shared {
                name: quote_spanned!(types::first(ty)=> Self),
                ..*shared
            });
            quote!(const IS_SHARED: #check)
        });
        quote! {
            #item #runtime::Declared for #owner { #(#own)* }
            #(#params)*
        }
    }

    /// The bounds of the `impl`: that all of them can be shared.
    ///
    /// A bound that is never true is an error at the type that it stands at, and the only one: what
    /// is in the `impl` may rely on it.
    pub(super) fn bounds(&self) -> TokenStream {
        self.bounds_with(Vec::new())
    }

    /// The same, and more.
    pub(super) fn bounds_with(&self, more: Vec<TokenStream>) -> TokenStream {
        let shared = self.shared();
        let mut bounds: Vec<TokenStream> = shared.iter().map(|shared| self.bound(shared)).collect();
        bounds.extend(more);
        if let Some(generics) = self.generics {
            let own = generics
                .where_clause
                .iter()
                .flat_map(|bounds| &bounds.predicates);
            bounds.extend(own.map(|bound| quote!(#bound)));
        }
        if bounds.is_empty() {
            TokenStream::new()
        } else {
            quote!(where #(#bounds),*)
        }
    }

    /// The bound of one type, from the type's first token to its last.
    fn bound(&self, shared: &Shared<'_>) -> TokenStream {
        let Shared { name, ty, check } = shared;
        let runtime = self.runtime;
        let first = types::first(ty);
        let here = runtime.at(first);
        let asked = match (self.is_concrete(), shared.has_parts()) {
            (false, _) if shared.is_owner() => {
                let check = Ident::new(check, first);
                return quote_spanned!(first=> #name: #here::checks::#check + ::core::marker::Send + ::core::marker::Sync + 'static);
            }
            (true, true) if shared.is_kept() => return session::believed(ty, runtime),
            (true, true) => {
                let any = for_any_lifetime(ty.to_token_stream());
                return quote!(for<'__any> #any: ::core::marker::Send + ::core::marker::Sync);
            }
            (true, false) => {
                quote_spanned!(first=> { #here::Sharing::<#name>::IS_SOUND })
            }
            (false, _) => quote_spanned!(first=> true),
        };
        let check = Ident::new(check, types::last(ty));
        let check = quote_spanned!(types::last(ty)=> #check<#asked>);
        quote_spanned!(first=> #name: #here::checks::#check)
    }
}

/// Whether the file shows a type of this name that has no lifetime, and a part that no thread can share.
fn seems_unshared(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let name = path.path.get_ident().map(ToString::to_string);
    name.zip(Source::read())
        .is_some_and(|(name, source)| source.seems_unshared(&name))
}

/// The type with `'__any` in place of `'static`, also where that is only implied: for what a future
/// holds the compiler asks of every lifetime.
pub(crate) fn for_any_lifetime(ty: TokenStream) -> TokenStream {
    let mut any = TokenStream::new();
    let mut tokens = ty.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let inner = for_any_lifetime(group.stream());
                any.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            TokenTree::Punct(tick) if tick.as_char() == '\'' => {
                let is_static =
                    matches!(tokens.peek(), Some(TokenTree::Ident(word)) if word == "static");
                any.extend([TokenTree::Punct(tick)]);
                if is_static {
                    tokens.next();
                    any.extend(quote!(__any));
                }
            }
            TokenTree::Ident(word) if word == "dyn" => {
                let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',');
                let is_tick = |token: TokenTree| matches!(token, TokenTree::Punct(tick) if tick.as_char() == '\'');
                let mut bounds = tokens.clone().take_while(|token| !is_comma(token));
                let lifetime = (!bounds.any(is_tick)).then(|| quote!('__any+));
                any.extend(quote!(#word #lifetime));
            }
            other => any.extend([other]),
        }
    }
    any
}
