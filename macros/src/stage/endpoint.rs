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
        let checks = (!self.checks.is_empty()).then(|| quote!([#(#checks)*]));
        let promised =
            self.promised(|here| quote_spanned!(self.name.span()=> Output: #here::IntoResponse));
        let item = self.item();
        quote! {
            #aliases
            #extractable
            #runtime::handles! {
                #item [#params] [#owner] [#bounds] #name
                [#needs] [#(#taken,)*] #checks
                (self #left (#(#names,)*) #pattern) [#promised] { #future }
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
        let item = self.item();
        quote! {
            #aliases
            #runtime::endpoint! {
                #item [#params] [#owner] [#bounds] #name
                [#needs] [#(#checks)*]
                (self __request __cx) [#future] { #body }
            }
        }
    }
}
