//! Bounds: what an `impl` asks of the types that its stage shares with others.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Type, spanned::Spanned};

use super::Impl;
use crate::returns::respan;

impl Impl<'_> {
    /// The bounds of the `impl`: what it borrows and lends can be shared.
    ///
    /// A bound that is never true is an error at the type that it stands at, and the only one: what
    /// is in the `impl` may rely on it.
    pub(super) fn bounds(&self) -> TokenStream {
        let params = self.params.iter().filter(|param| param.is_shared());
        let mut bounds: Vec<TokenStream> = params
            .map(|param| self.lendable(&self.named(param), param.ty()))
            .collect();
        if let Some(lent) = &self.lent {
            bounds.push(self.lendable(&lent.name, lent.ty));
        }
        if let Some(generics) = self.generics {
            let (owner, runtime) = (&self.owner, self.runtime);
            let own = generics
                .where_clause
                .iter()
                .flat_map(|bounds| &bounds.predicates);
            bounds.extend(own.map(|bound| quote!(#bound)));
            bounds.push(quote!(#owner: #runtime::checks::Shareable));
        }
        if bounds.is_empty() {
            TokenStream::new()
        } else {
            quote!(where #(#bounds),*)
        }
    }

    /// The bound that a type can be shared, from the type's first token to its last.
    ///
    /// Its answer is a part of the question: so the compiler asks for one trait, and not for the two
    /// that this one stands for.
    fn lendable(&self, name: &TokenStream, ty: &Type) -> TokenStream {
        let (first, last) = (ty.span(), last(ty));
        let here = respan(self.runtime.clone(), first);
        if !self.is_concrete() {
            return quote_spanned!(first=> #name: #here::checks::Shareable);
        }
        let asked = quote_spanned!(first=> #here::__private::Sharing::<#name>::IS_SOUND);
        let lendable = quote_spanned!(last=> Lendable<{ #asked }>);
        quote_spanned!(first=> #name: #here::checks::#lendable)
    }
}

/// The place of a type's last token.
fn last(ty: &Type) -> Span {
    quote!(#ty)
        .into_iter()
        .last()
        .map_or_else(|| ty.span(), |token| token.span())
}
