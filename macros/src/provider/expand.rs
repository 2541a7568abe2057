//! A provider as a `Hook`, or as a `Stage` where it waits.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{returns::is_spelled, signature::borrowing, stage::Lent, subject::Subject};

pub(super) fn stage(subject: &Subject<'_>) -> TokenStream {
    let Subject {
        function,
        params,
        runtime,
        name,
        ..
    } = subject;
    let Some(ty) = function.returns() else {
        return TokenStream::new();
    };
    let is_concrete = subject.is_concrete();
    // A trait cannot tell `T` from `Result<T, E>` for every `T`, so here the name has to.
    let fallible = is_spelled(ty, |name| name.ends_with("Result"));
    let here = runtime.at(ty.span());
    let value = if fallible {
        quote_spanned!(ty.span()=> <#ty as #here::checks::Fallible>::Value)
    } else if is_concrete {
        quote!(__Lent)
    } else {
        quote!(#ty)
    };
    let lent = if fallible {
        borrowing::arguments(ty).next()
    } else {
        Some(ty)
    };
    let lent = lent.map(|ty| {
        let name = format_ident!("__Lent", span = ty.span());
        let name = if is_concrete {
            quote!(#name)
        } else {
            quote!(#ty)
        };
        Lent { ty, name }
    });
    let declared = lent.as_ref().filter(|_| is_concrete).map(|lent| {
        let (ty, name) = (lent.ty, format_ident!("__Lent", span = name.span()));
        let written = if fallible {
            quote!(#runtime::Same<#ty>)
        } else {
            quote!(#ty)
        };
        quote!(type #name = #written;)
    });
    let lends = quote!(#runtime::Lend<#value>);
    let parts = subject.parts("Provider", lends, lent, params.exclusive().is_empty());
    let fall = |call: TokenStream| {
        if fallible {
            quote!(#runtime::Returned(#call).provision())
        } else {
            quote!(::core::result::Result::Ok::<_, #runtime::Refused>(#call))
        }
    };
    let borrow = parts.borrow(&quote!(__request));
    let check = if fallible {
        subject.check("ProviderReturns")
    } else {
        TokenStream::new()
    };
    if !function.is_async() && params.values().is_empty() {
        let value = fall(subject.call(&quote!(__request), &TokenStream::new()));
        let hook = parts.hook(Some(&quote!(#borrow #value)), None);
        return quote!(#check #declared #hook);
    }
    let extract = parts.extract();
    let call = subject.call(&quote!(&mut *__request), &TokenStream::new());
    let awaited = function.awaited();
    let value = fall(quote!(__returned));
    let refuse = parts.settle(&quote!(refused));
    let stage = parts.stage(&quote! {
        async move {
            let __inside = #runtime::Inside::of(<Self as #runtime::Stage>::NAME);
            #extract
            let __provision = {
                #borrow
                let __returned = #call #awaited;
                __inside.done();
                #value
            };
            match __provision {
                ::core::result::Result::Ok(value) => {
                    let __cx = <__C as #runtime::Scope>::shorten(__cx);
                    #runtime::Service::call(__rest, &mut *__request, (&value, __cx)).await
                }
                ::core::result::Result::Err(refused) => #refuse,
            }
        }
    });
    quote!(#check #declared #stage)
}
