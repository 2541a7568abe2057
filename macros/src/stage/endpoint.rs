//! Endpoint: what answers at the end of a stack.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::Impl;
use crate::signature::extracted;

impl Impl<'_> {
    /// An impl of `Handles`, whose `run` gives the future of the user's function.
    pub(crate) fn handles(&self, future: &TokenStream) -> TokenStream {
        let (runtime, owner) = (self.runtime, &self.owner);
        let (aliases, extractable) = (self.aliases(), self.extractable());
        let (params, taken) = (self.generics(), self.taken());
        let bounds = self.bounds_with(self.believed_values(&taken));
        let names = (0..taken.len()).map(extracted);
        let left = if self.params.exclusive().is_empty() {
            quote!(_)
        } else {
            quote!(__request)
        };
        let (needs, pattern) = (
            self.params.needs(runtime, self.end()),
            self.params.pattern(),
        );
        let (name, checks) = (self.name.to_string(), self.checked());
        let promised =
            self.promised(|here| quote_spanned!(self.name.span()=> Output: #here::IntoResponse));
        quote! {
            #aliases
            #extractable
            #[automatically_derived]
            impl #params #runtime::Handles for #owner #bounds {
                type Needs = #needs;
                type Taken = (#(#taken,)*);
                const NAME: &'static ::core::primitive::str = #name;
                #[doc(hidden)]
                fn describe(&self) -> #runtime::HandlerInfo {
                    #runtime::HandlerInfo::here(self) #(#checks)*
                }
                #[inline]
                fn run<'__a>(
                    &'__a self,
                    #left: <Self::Needs as #runtime::Needs>::Left<'__a>,
                    (#(#names,)*): Self::Taken,
                    #pattern: <Self::Needs as #runtime::Needs>::Refs<'__a>,
                ) -> #promised {
                    #future
                }
            }
        }
    }

    /// An impl of `Endpoint` of what takes nothing by value, whose `call` is `body`: an expression that is
    /// the future.
    pub(crate) fn endpoint(&self, body: &TokenStream) -> TokenStream {
        let (runtime, owner) = (self.runtime, &self.owner);
        let needs = self.params.needs(runtime, self.end());
        let name = self.name.to_string();
        let (params, bounds, future) = (self.generics(), self.bounds(), self.future());
        let (aliases, checks) = (self.aliases(), self.checked());
        quote! {
            #aliases
            #[automatically_derived]
            impl #params #runtime::Endpoint for #owner #bounds {
                type Needs = #needs;
                const NAME: &'static ::core::primitive::str = #name;
                #[doc(hidden)]
                fn describe(&self) -> #runtime::HandlerInfo {
                    #runtime::HandlerInfo::here(self) #(#checks)*
                }
                #[inline]
                fn call<'__a, __C, __I>(
                    &'__a self,
                    __request: &'__a mut #runtime::Request,
                    __cx: <__C as #runtime::Scope>::Refs<'__a>,
                ) -> #future
                where
                    __C: #runtime::Args<Self::Needs, __I>,
                {
                    #body
                }
            }
        }
    }
}
