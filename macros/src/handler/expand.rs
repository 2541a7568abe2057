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
    let answer = parts.answer(&quote!(__outcome));
    let check = returns::check(runtime, "HandlerReturns", function);
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "HandlerReturns", function, call);
    let endpoint = parts.endpoint(&quote! {
        let __inside = #runtime::__private::Inside::of(<Self as #runtime::Endpoint>::NAME);
        #extract
        #borrow
        let __outcome = #runtime::__private::Returned(#returned).outcome();
        __inside.done();
        #answer
    });
    quote!(#check #endpoint)
}
