//! Stub: what keeps a broken function usable where its name is mentioned.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use crate::{
    function::Function,
    returns::{is_spelled, mentions},
    runtime_path::Runtime,
    signature::{Params, borrowing, foreign, types},
    stage::Impl,
};

/// Which trait a broken function still implements.
pub(crate) enum Stub {
    Stage,
    Provider,
    Endpoint,
    Fetcher,
    Generator,
}

/// An impl of the right shape and without content.
pub(crate) fn stub(
    stub: &Stub,
    function: &Function,
    params: &Params<'_>,
    runtime: &Runtime,
) -> TokenStream {
    let name = function.name();
    let nothing = Params::none();
    // Below it, what it was to lend is not missing too.
    let lent = match stub {
        Stub::Provider => function.returns().map(|ty| {
            let value = borrowing::arguments(ty).next();
            let value = value.filter(|_| is_spelled(ty, |name| name.ends_with("Result")));
            match value.unwrap_or(ty) {
                Type::Reference(reference) => &*reference.elem,
                ty => ty,
            }
        }),
        _ => params.lends(),
    };
    let is_lender = match stub {
        Stub::Provider => true,
        Stub::Stage => mentions(function.body.to_token_stream(), "run_with"),
        _ => false,
    };
    let lent = lent.filter(|ty| {
        types::lendable(ty)
            && !matches!(ty, Type::Never(_))
            && !types::is_future(ty)
            && foreign::mistaken(ty).is_none()
    });
    if lent.is_none() && is_lender {
        // What it was to lend is not known, so below it nothing is missing.
        return quote!(impl #runtime::Declared for #name {});
    }
    let parts = Impl {
        runtime,
        owner: quote!(#name),
        generics: None,
        name,
        place: Span::call_site(),
        params: &nothing,
        kind: "Around",
        lends: lent.map_or_else(|| quote!(()), |ty| quote!(#runtime::Lend<#ty>)),
        lent: None,
        made_of: None,
        reading: false,
        checks: Vec::new(),
    };
    let never = quote!(::core::future::pending().await);
    match stub {
        Stub::Stage | Stub::Provider => parts.hook(Some(&quote!(::core::unreachable!())), None),
        Stub::Endpoint => parts.endpoint(&quote!(::core::future::pending())),
        Stub::Fetcher => quote! {
            impl #runtime::FetchId for #name {
                type Needs = ();
                async fn fetch<'__a>(
                    &'__a self,
                    _: &'__a mut #runtime::Request,
                    (): (),
                ) -> ::core::result::Result<
                    ::core::option::Option<#runtime::String>,
                    #runtime::Failure,
                > {
                    #never
                }
            }
        },
        Stub::Generator => quote! {
            impl #runtime::GenerateId for #name {
                type Needs = ();
                async fn generate<'__a>(
                    &'__a self,
                    (): (),
                ) -> ::core::result::Result<#runtime::SessionId, #runtime::Failure> {
                    #never
                }
            }
        },
    }
}
