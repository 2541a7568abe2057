//! A function as a `FetchId`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::model;
use crate::{
    attribute::unnamed,
    function::Function,
    returns::{self, is_spelled},
    runtime_path::Runtime,
    signature::{Params, Role, borrowed, needs as needs_of, pattern},
};

pub(super) fn part(function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream {
    let name = function.name();
    let request = model::request(params);
    let (mut arguments, mut needs, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    let mut index = 0;
    for param in params.iter() {
        let is_borrowed = matches!(param.role, Role::Borrowed(_));
        if matches!(param.role, Role::Optional(_)) || (is_borrowed && request != Some(index)) {
            let borrowed = borrowed(needs.len());
            arguments.push(quote!(#borrowed));
            needs.push(param);
        } else {
            let ty = param.ty();
            if is_borrowed && !is_spelled(ty, |name| name == "Request") {
                let (here, unnamed) = (runtime.at(ty.span()), unnamed(name.span()));
                arguments.push(quote!(&*#runtime::Exclusive::<#ty>::lend(__request)));
                checks.push(
                    quote_spanned!(ty.span()=> const #unnamed: () = <#ty as #here::checks::IsRead>::OK;),
                );
            } else {
                arguments.push(quote!(__request));
            }
        }
        index += usize::from(is_borrowed);
    }
    let pattern = pattern(needs.len());
    let needs = needs_of(&needs, runtime, quote!(()));
    let (awaited, text) = (function.awaited(), name.to_string());
    let check = returns::check(runtime, "FetcherReturns", function, name.span());
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "FetcherReturns", function, call);
    let body = quote! {
        type Needs = #needs;
        async fn fetch<'__a>(
            &'__a self,
            __request: &'__a mut #runtime::Request,
            #pattern: <Self::Needs as #runtime::Needs>::Refs<'__a>,
        ) -> ::core::result::Result<
            ::core::option::Option<#runtime::String>,
            #runtime::Failure,
        > {
            let __inside = #runtime::Inside::of(#text);
            let __returned = #returned;
            __inside.done();
            #runtime::Returned(__returned).fetched()
        }
    };
    // Where the function is used without braces, the compiler shows this `impl`: as the name.
    let implementation = quote_spanned!(name.span()=> impl #runtime::FetchId for #name { #body });
    quote! {
        #check
        #(#checks)*
        #[automatically_derived]
        #implementation
    }
}
