//! Endpoint: what answers at the end of a stack.

use proc_macro2::TokenStream;
use quote::quote;

use super::Impl;

impl Impl<'_> {
    /// An impl of `Endpoint` whose `call` is `body`: an expression that is the future.
    pub(crate) fn endpoint(&self, body: &TokenStream) -> TokenStream {
        let (runtime, owner) = (self.runtime, &self.owner);
        let needs = self.params.needs(runtime, self.end());
        let name = self.name.to_string();
        let (bounds, extractable, future) = (self.bounds(), self.extractable(), self.future());
        let (aliases, checks) = (self.aliases(), self.checked());
        let (params, values) = (self.generics(), self.values());
        let check = (!values.is_empty()).then(|| {
            let asked = values.iter().map(|value| {
                if self.is_concrete() {
                    quote!(#runtime::Extracting::<#value>::nothing_yet().check_route(__params))
                } else {
                    quote!(<#value as #runtime::FromRequest>::check_route(__params))
                }
            });
            quote! {
                fn check_route(
                    &self,
                    __params: &[&::core::primitive::str],
                ) -> ::core::result::Result<(), #runtime::String> {
                    #(#asked?;)*
                    ::core::result::Result::Ok(())
                }
            }
        });
        quote! {
            #aliases
            #extractable
            #[automatically_derived]
            impl #params #runtime::Endpoint for #owner #bounds {
                type Needs = #needs;
                const NAME: &'static ::core::primitive::str = #name;
                #[doc(hidden)]
                fn describe(&self) -> #runtime::HandlerInfo {
                    #runtime::HandlerInfo::here(self) #(#checks)*
                }
                #check
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
