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
    let borrow = parts.borrow(&quote!(__request));
    let arguments = params.arguments(runtime, &quote!(&mut *__request), &TokenStream::new());
    let awaited = function.awaited();
    let check = returns::check(runtime, "HandlerReturns", function);
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "HandlerReturns", function, call);
    let endpoint = if function.is_async() || !params.values().is_empty() {
        let (extract, answer) = (parts.extract(), parts.answer(&returned));
        parts.endpoint(&quote! {
            async move {
                let _inside = #runtime::__private::Inside::of(<Self as #runtime::Endpoint>::NAME);
                #extract
                #borrow
                #answer
            }
        })
    } else {
        parts.endpoint(&quote! {
            #runtime::__private::immediately::<Self, __C, _>(
                __request,
                __cx,
                move |__request, __failure| {
                    #borrow
                    #runtime::__private::Returned(#returned).response_unfailed(__failure)
                },
            )
        })
    };
    quote!(#check #endpoint)
}
