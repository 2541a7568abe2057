//! A handler as an `Endpoint`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{function::Function, returns, signature::Params, stage::Impl};

pub(super) fn endpoint(
    function: &Function,
    params: &Params<'_>,
    runtime: &TokenStream,
) -> TokenStream {
    let name = function.name();
    let parts = Impl {
        runtime,
        owner: quote!(#name),
        generics: None,
        name,
        params,
        kind: "Handler",
        lends: quote!(()),
        lent: None,
        made_of: None,
        reading: params.exclusive().is_empty(),
        checks: Vec::new(),
    };
    let extract = parts.extract();
    let borrow = parts.borrow(&quote!(__request));
    let arguments = params.arguments(runtime, &quote!(&mut *__request), &TokenStream::new());
    let awaited = function.awaited();
    let check = returns::check(runtime, "HandlerReturns", function);
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "HandlerReturns", function, call);
    let answer = parts.answer(&returned);
    let endpoint = parts.endpoint(&quote! {
        let _inside = #runtime::__private::Inside::of(<Self as #runtime::Endpoint>::NAME);
        #extract
        #borrow
        #answer
    });
    quote!(#check #endpoint)
}
