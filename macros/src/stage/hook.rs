//! Hook: a stage that never waits.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

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
        let (runtime, owner, item) = (self.runtime, &self.owner, self.item());
        let (needs, lends, described) = (self.needs(), &self.lends, self.described());
        let (params, bounds, aliases) = (self.generics(), self.bounds(), self.aliases());
        let (name, kind) = (self.name.to_string(), format_ident!("{}", self.kind));
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
        let leave = leave.map(|leave| quote!({ #leave }));
        quote! {
            #aliases
            #runtime::hook! {
                #item [#params] [#owner] [#bounds] #name
                #way #kind [#needs] [#lends] [#described]
                (self __request __cx __response) { #enter } #leave
            }
        }
    }
}
