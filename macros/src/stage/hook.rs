//! Hook: a stage that never waits.

use proc_macro2::TokenStream;
use quote::quote;

use super::Impl;

impl Impl<'_> {
    /// An impl of `Hook` with its two ways.
    ///
    /// Without an `enter` it lets everybody in.
    pub(crate) fn hook(
        &self,
        enter: Option<&TokenStream>,
        leave: Option<&TokenStream>,
    ) -> TokenStream {
        let (runtime, owner, common) = (self.runtime, &self.owner, self.common());
        let description = self.description();
        let (params, bounds, aliases) = (self.generics(), self.bounds(), self.aliases());
        // What is borrowed may be the request, under whatever name.
        let looks_back = !self.params.borrowed().is_empty();
        let way = match (enter, leave) {
            (_, None) => quote!(Stays),
            (None, Some(_)) if looks_back => quote!(LooksBack),
            (None, Some(_)) => quote!(Leaves),
            (Some(_), Some(_)) if looks_back => quote!(EntersAndLooksBack),
            (Some(_), Some(_)) => quote!(EntersAndLeaves),
        };
        let admit = quote!(::core::result::Result::Ok(()));
        let enter = enter.unwrap_or(&admit);
        let leave = leave.map(|leave| {
            quote! {
                #[inline]
                fn leave<'__a, __C, __I>(
                    &'__a self,
                    __request: <Self::Way as #runtime::Way>::Seen<'__a>,
                    __cx: <__C as #runtime::Scope>::Refs<'__a>,
                    _: &'__a (),
                    __response: &mut #runtime::Response,
                ) where
                    __C: #runtime::Args<Self::Needs, __I>,
                {
                    #leave
                }
            }
        });
        quote! {
            #aliases
            #[automatically_derived]
            impl #params #runtime::Hook for #owner #bounds {
                type Way = #runtime::#way;
                #common { #description }
                #[inline]
                fn enter<'__a, __C, __I>(
                    &'__a self,
                    __request: &'__a mut #runtime::Request,
                    __cx: <__C as #runtime::Scope>::Refs<'__a>,
                ) -> ::core::result::Result<
                    <Self::Lends as #runtime::Lent>::Held,
                    #runtime::Refused,
                >
                where
                    __C: #runtime::Args<Self::Needs, __I>,
                {
                    #enter
                }
                #leave
            }
        }
    }
}
