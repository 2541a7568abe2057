//! Extracting: how values are taken out of the request.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::Ident;

use super::Impl;
use crate::{
    attribute::unnamed,
    signature::{Param, Role, borrowing, is_named_rest, types},
};

impl Impl<'_> {
    /// `await`s each extractor, or answers with its rejection.
    pub(crate) fn extract(&self) -> TokenStream {
        let settle = self.settle(&quote!(failure));
        let runtime = self.runtime;
        let statements = self.values().into_iter().enumerate().map(|(index, ty)| {
            let name = crate::signature::extracted(index);
            let taken = if self.is_concrete() {
                quote!(#runtime::Extracting::<#ty>::nothing_yet().from(&mut *__request).await)
            } else {
                quote! {
                    <#ty as #runtime::FromRequest>::from_request(&mut *__request)
                        .await
                        .map_err(#runtime::Failure::new)
                }
            };
            quote! {
                let #name = match #taken {
                    ::core::result::Result::Ok(value) => value,
                    ::core::result::Result::Err(failure) => return #settle,
                };
            }
        });
        quote!(#(#statements)*)
    }

    /// The types that are extracted, under the names that generated code has for them.
    pub(super) fn values(&self) -> Vec<TokenStream> {
        let params = self.params.iter();
        params
            .filter(|param| matches!(param.role, Role::Value(_)))
            .map(|param| self.named(param))
            .collect()
    }

    /// The same types where no lifetime can be left open.
    pub(super) fn taken(&self) -> Vec<TokenStream> {
        let params = self.params.iter();
        let values = params.filter(|param| matches!(param.role, Role::Value(_)));
        let name = |param: &Param<'_>| {
            if self.is_concrete() && !types::lendable(param.ty()) {
                types::lasting(param.ty().to_token_stream())
            } else {
                self.named(param)
            }
        };
        values.map(name).collect()
    }

    /// The bounds that these are extractors, which the `impl` believes: they have a check of their own.
    pub(super) fn believed_values(&self, taken: &[TokenStream]) -> Vec<TokenStream> {
        if !self.is_concrete() {
            return Vec::new();
        }
        let runtime = self.runtime;
        let bound = |value| quote!(for<'__any> #value: #runtime::FromRequest);
        taken.iter().map(bound).collect()
    }

    /// The checks of the types that are extracted.
    pub(super) fn extractable(&self) -> TokenStream {
        // The outcome, and the response of an error handler, are given by value too.
        let given = matches!(self.kind, "Finally" | "ErrorHandler");
        if given || !self.is_concrete() {
            return TokenStream::new();
        }
        let unnamed = unnamed(self.place);
        let checks = self.params.values().into_iter().map(|ty| {
            let here = self.runtime.at(types::first(ty));
            let of_data = |name: &str| matches!(name, "Json" | "Form" | "Query" | "Path");
            let check = match borrowing::data(ty, of_data) {
                Some(data) => quote_spanned!(types::first(ty)=> ExtractableData<#data>),
                None if self.kind == "Handler" || self.made_of.is_some() => {
                    quote_spanned!(types::first(ty)=> Extractable)
                }
                None => quote_spanned!(types::first(ty)=> ExtractableOrSetting),
            };
            quote_spanned!(types::first(ty)=> const #unnamed: () = <#ty as #here::checks::#check>::OK;)
        });
        let once = self.body_once();
        quote!(#(#checks)* #once)
    }

    /// The checks that no two of them take the body of the request.
    fn body_once(&self) -> TokenStream {
        let (types, names) = (self.params.values(), self.values());
        let unnamed = unnamed(self.place);
        let checks = types.iter().enumerate().skip(1).map(|(index, ty)| {
            let here = self.runtime.at(types::first(ty));
            let takes = |name| quote_spanned!(types::first(ty)=> #here::Extracting::<#name>::TAKES_BODY);
            let (own, before) = (takes(&names[index]), names[..index].iter().map(takes));
            quote_spanned!(types::first(ty)=> const #unnamed: () = <#ty as #here::checks::TakenOnce<{ #own && (#(#before)||*) }>>::OK;)
        });
        quote!(#(#checks)*)
    }

    /// The checks that what is borrowed exclusively is the request, or the response on the way out.
    pub(super) fn exclusive(&self) -> TokenStream {
        if !self.is_concrete() {
            return TokenStream::new();
        }
        let unnamed = unnamed(self.place);
        let check = match self.kind {
            "After" => "IsTheResponse",
            _ => "IsTheRequest",
        };
        let params = self.params.iter();
        let checks = params
            .filter(|param| matches!(param.role, Role::Exclusive(_)) && !param.is_given())
            .map(|param| {
                let ty = param.ty();
                let here = self.runtime.at(types::first(ty));
                let check = Ident::new(check, types::first(ty));
                quote_spanned!(types::first(ty)=> const #unnamed: () = <#ty as #here::checks::#check>::OK;)
            });
        let rests = self.params.iter().filter(|param| {
            matches!(param.role, Role::Rest(None)) && !is_named_rest(&param.typed.ty)
        });
        let rests = rests.map(|param| {
            let ty = &param.typed.ty;
            let here = self.runtime.at(types::first(ty));
            quote_spanned! {types::first(ty)=>
                const #unnamed: () = {
                    fn __rest(rest: #ty) {
                        let () = { #here::checks::the_rest }(&rest);
                    }
                };
            }
        });
        quote!(#(#checks)* #(#rests)*)
    }
}
