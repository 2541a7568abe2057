//! A provider as a `Hook`, or as a `Stage` where it waits.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type, spanned::Spanned};

use crate::{
    function::Function,
    returns::{self, is_spelled, respan},
    signature::Params,
    stage::{Impl, Lent},
};

pub(super) fn stage(
    function: &Function,
    params: &Params<'_>,
    runtime: &TokenStream,
) -> TokenStream {
    let name = function.name();
    let Some(ty) = function.returns() else {
        return TokenStream::new();
    };
    // A trait cannot tell `T` from `Result<T, E>` for every `T`, so here the name has to.
    let fallible = is_spelled(ty, |name| name.ends_with("Result"));
    let here = respan(runtime.clone(), ty.span());
    let value = if fallible {
        quote_spanned!(ty.span()=> <#ty as #here::checks::Fallible>::Value)
    } else {
        quote!(__Lent)
    };
    let lent = if fallible {
        first_argument(ty)
    } else {
        Some(ty)
    };
    let lent = lent.map(|ty| {
        let name = format_ident!("__Lent", span = ty.span());
        Lent {
            ty,
            name: quote!(#name),
        }
    });
    let declared = lent.as_ref().map(|lent| {
        let (ty, name) = (lent.ty, format_ident!("__Lent", span = name.span()));
        let written = if fallible {
            quote!(#runtime::__private::Same<#ty>)
        } else {
            quote!(#ty)
        };
        quote!(type #name = #written;)
    });
    let parts = Impl {
        runtime,
        owner: quote!(#name),
        generics: None,
        name,
        params,
        kind: "Provider",
        lends: quote!(#runtime::__private::Lend<#value>),
        lent,
        made_of: None,
        reading: params.exclusive().is_empty(),
        checks: Vec::new(),
    };
    let fall = |call: TokenStream| {
        if fallible {
            quote!(#runtime::__private::Returned(#call).provision())
        } else {
            quote!(::core::result::Result::Ok::<_, #runtime::__private::Refused>(#call))
        }
    };
    let borrow = parts.borrow(&quote!(__request));
    let check = if fallible {
        returns::check(runtime, "ProviderReturns", function)
    } else {
        TokenStream::new()
    };
    if !function.is_async() && params.values().is_empty() {
        let arguments = params.arguments(runtime, &quote!(__request), &TokenStream::new());
        let value = fall(quote!(#name(#(#arguments),*)));
        let hook = parts.hook(&quote!(#borrow #value), None);
        return quote!(#check #declared #hook);
    }
    let extract = parts.extract();
    let arguments = params.arguments(runtime, &quote!(&mut *__request), &TokenStream::new());
    let awaited = function.awaited();
    let value = fall(quote!(__returned));
    let refuse = parts.settle(&quote!(refused));
    let stage = parts.stage(&quote! {
        async move {
            let __inside = #runtime::__private::Inside::of(<Self as #runtime::Stage>::NAME);
            #extract
            let __provision = {
                #borrow
                let __returned = #name(#(#arguments),*) #awaited;
                __inside.done();
                #value
            };
            match __provision {
                ::core::result::Result::Ok(value) => {
                    let __cx = <__C as #runtime::__private::Scope>::shorten(__cx);
                    #runtime::__private::Service::call(__rest, &mut *__request, (&value, __cx)).await
                }
                ::core::result::Result::Err(refused) => #refuse,
            }
        }
    });
    quote!(#check #declared #stage)
}

/// The `T` of `Result<T, E>`, where it can be seen.
fn first_argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
