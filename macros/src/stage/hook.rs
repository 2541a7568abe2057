//! Hook: a stage that never waits.

use proc_macro2::TokenStream;
use quote::quote;

use super::Impl;

impl Impl<'_> {
    /// An impl of `Hook` with its two ways.
    pub(crate) fn hook(&self, enter: &TokenStream, leave: Option<&TokenStream>) -> TokenStream {
        let (runtime, owner, common) = (self.runtime, &self.owner, self.common());
        let description = self.description();
        let (params, bounds, aliases) = (self.generics(), self.bounds(), self.aliases());
        let leave = leave.map(|leave| {
            quote! {
                const LEAVES: ::core::primitive::bool = true;
                #[inline]
                fn leave<'__a, __C, __I>(
                    &'__a self,
                    __request: &'__a #runtime::Request,
                    __cx: <__C as #runtime::__private::Scope>::Refs<'__a>,
                    _: &'__a (),
                    __response: &mut #runtime::Response,
                ) where
                    __C: #runtime::__private::Args<Self::Needs, __I>,
                {
                    #leave
                }
            }
        });
        quote! {
            #aliases
            #[automatically_derived]
            impl #params #runtime::__private::Hook for #owner #bounds {
                #common { #description }
                #[inline]
                fn enter<'__a, __C, __I>(
                    &'__a self,
                    __request: &'__a mut #runtime::Request,
                    __cx: <__C as #runtime::__private::Scope>::Refs<'__a>,
                ) -> ::core::result::Result<
                    <Self::Lends as #runtime::__private::Lent>::Held,
                    #runtime::__private::Refused,
                >
                where
                    __C: #runtime::__private::Args<Self::Needs, __I>,
                {
                    #enter
                }
                #leave
            }
        }
    }
}
