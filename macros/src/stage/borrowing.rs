//! Borrowing: how a stage gets at what the stages above it lend.

use proc_macro2::TokenStream;
use quote::quote;

use super::Impl;

impl Impl<'_> {
    pub(super) fn end(&self) -> TokenStream {
        let runtime = self.runtime;
        // What borrows nothing cannot borrow the request under another name either.
        if self.reading && !self.params.borrowed().is_empty() {
            quote!(#runtime::Reading)
        } else {
            quote!(())
        }
    }

    /// `let (a, (b, ())) = …` of the borrowed values; nothing where nothing is borrowed.
    pub(crate) fn borrow(&self, request: &TokenStream) -> TokenStream {
        if self.params.borrowed().is_empty() {
            return TokenStream::new();
        }
        let (runtime, pattern) = (self.runtime, self.params.pattern());
        let seen = if self.reading {
            quote!(&*#request)
        } else {
            quote!(())
        };
        quote! {
            let #pattern = <__C as #runtime::Args<Self::Needs, __I>>::args(
                #seen,
                <__C as #runtime::Scope>::shorten(__cx),
            );
        }
    }

    /// The borrowed values as the first thing of a function that is not async.
    pub(crate) fn borrow_whole(&self) -> TokenStream {
        if self.params.borrowed().is_empty() {
            return TokenStream::new();
        }
        let (runtime, pattern) = (self.runtime, self.params.pattern());
        quote! {
            let #pattern = <__C as #runtime::Args<Self::Needs, __I>>::args((), __cx);
        }
    }
}
