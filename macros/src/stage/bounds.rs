//! Bounds: what an `impl` asks of the types that its stage shares with others.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Type, spanned::Spanned};

use super::Impl;
use crate::{returns::respan, signature::Role};

/// A type that several threads come to.
struct Shared<'a> {
    /// Its name in generated code.
    name: TokenStream,
    ty: &'a Type,
    /// The trait with a sentence for types that threads cannot share.
    check: &'static str,
}

impl Impl<'_> {
    /// What the stage borrows, lends, and is made of.
    fn shared(&self) -> Vec<Shared<'_>> {
        let params = self.params.iter().filter_map(|param| match &param.role {
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

    /// The bounds of the `impl`: that all of them can be shared.
    ///
    /// A bound that is never true is an error at the type that it stands at, and the only one: what
    /// is in the `impl` may rely on it.
    pub(super) fn bounds(&self) -> TokenStream {
        let shared = self.shared();
        let mut bounds: Vec<TokenStream> = shared.iter().map(|shared| self.bound(shared)).collect();
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
    ///
    /// Its answer is a part of the question: so the compiler tells of one trait that is not there, and
    /// not of the two that this one stands for.
    fn bound(&self, Shared { name, ty, check }: &Shared<'_>) -> TokenStream {
        let first = ty.span();
        let here = respan(self.runtime.clone(), first);
        let asked = if self.is_concrete() {
            quote_spanned!(first=> { #here::__private::Sharing::<#name>::IS_SOUND })
        } else {
            quote_spanned!(first=> true)
        };
        let check = Ident::new(check, last(ty));
        let check = quote_spanned!(last(ty)=> #check<#asked>);
        quote_spanned!(first=> #name: #here::checks::#check)
    }
}

/// The place of a type's last token.
fn last(ty: &Type) -> Span {
    let last = ty.to_token_stream().into_iter().last();
    last.map_or_else(|| ty.span(), |token| token.span())
}
