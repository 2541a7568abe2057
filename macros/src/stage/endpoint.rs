//! Endpoint: what answers at the end of a stack.

use proc_macro2::TokenStream;
use quote::quote;

use super::Impl;

impl Impl<'_> {
    /// An impl of `Endpoint` whose `call` is `body`: an expression that is the future.
    pub(crate) fn endpoint(&self, body: &TokenStream) -> TokenStream {
        let (runtime, owner) = (self.runtime, &self.owner);
        let needs = self.params.needs(&self.end());
        let name = self.name.to_string();
        let (bounds, extractable, future) = (self.bounds(), self.extractable(), self.future());
        let aliases = self.aliases();
        let values = self.values();
        let check = (!values.is_empty()).then(|| {
            quote! {
                fn check_route(
                    &self,
                    __params: &[&::core::primitive::str],
                ) -> ::core::result::Result<(), #runtime::__private::String> {
                    #(#runtime::__private::Extracting::<#values>::nothing_yet().check_route(__params)?;)*
                    ::core::result::Result::Ok(())
                }
            }
        });
        quote! {
            #aliases
            #extractable
            #[automatically_derived]
            impl #runtime::Endpoint for #owner #bounds {
                type Needs = #needs;
                const NAME: &'static ::core::primitive::str = #name;
                #[doc(hidden)]
                fn describe(&self) -> #runtime::__private::HandlerInfo {
                    #runtime::__private::HandlerInfo::new(#name)
                        .of::<Self::Needs>()
                        .at(::core::file!(), ::core::line!())
                }
                #check
                #[inline]
                fn call<'__a, __C, __I>(
                    &'__a self,
                    __request: &'__a mut #runtime::Request,
                    __cx: <__C as #runtime::__private::Scope>::Refs<'__a>,
                ) -> #future
                where
                    __C: #runtime::__private::Args<Self::Needs, __I>,
                {
                    #body
                }
            }
        }
    }
}
