//! A function as a `GenerateId`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::{function::Function, returns, runtime_path::Runtime, signature::Params};

pub(super) fn part(function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream {
    let name = function.name();
    let (needs, pattern) = (params.needs(runtime, quote!(())), params.pattern());
    let arguments = params.arguments(runtime, &TokenStream::new(), &TokenStream::new());
    let (awaited, text) = (function.awaited(), name.to_string());
    let check = returns::check(runtime, "GeneratorReturns", function, name.span());
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "GeneratorReturns", function, call);
    let body = quote! {
        type Needs = #needs;
        async fn generate<'__a>(
            &'__a self,
            #pattern: <Self::Needs as #runtime::Needs>::Refs<'__a>,
        ) -> ::core::result::Result<#runtime::SessionId, #runtime::Failure> {
            let __inside = #runtime::Inside::of(#text);
            let __returned = #returned;
            __inside.done();
            #runtime::Returned(__returned).generated()
        }
    };
    // Where the function is used without braces, the compiler shows this `impl`: as the name.
    let implementation =
        quote_spanned!(name.span()=> impl #runtime::GenerateId for #name { #body });
    quote! {
        #check
        #[automatically_derived]
        #implementation
    }
}
