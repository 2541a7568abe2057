//! An error handler as a `Stage`.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::{is_request, is_response};
use crate::{
    function::Function,
    returns,
    runtime_path::Runtime,
    signature::{Param, Params, Role, borrowed, needs, pattern},
    stage::Impl,
};

/// The arguments of the call, and the types that the stack has to lend.
struct Plan {
    arguments: Vec<TokenStream>,
    needs: TokenStream,
    pattern: TokenStream,
}

/// Sorts the borrowed parameters into the error (or the response), the request, and the stack's.
fn plan<'a>(
    params: &Params<'a>,
    runtime: &Runtime,
    given: impl Fn(usize, &Param<'a>) -> Option<TokenStream>,
) -> Plan {
    let (mut arguments, mut lent) = (Vec::new(), Vec::new());
    let mut index = 0;
    for param in params.iter() {
        let is_borrowed = matches!(param.role, Role::Borrowed(_));
        let given = is_borrowed
            .then(|| given(index, param).or_else(|| is_request(param).then(|| quote!(__request))));
        arguments.push(match (given, &param.role) {
            (Some(Some(argument)), _) => argument,
            (Some(None), _) | (None, Role::Optional(_)) => {
                let name = borrowed(lent.len());
                lent.push(param);
                quote!(#name)
            }
            (None, _) => quote!(__response),
        });
        index += usize::from(is_borrowed);
    }
    Plan {
        arguments,
        pattern: pattern(lent.len()),
        needs: needs(&lent, runtime, quote!(())),
    }
}

pub(super) fn by_type(
    error: usize,
    function: &Function,
    params: &Params<'_>,
    runtime: &Runtime,
) -> TokenStream {
    let name = function.name();
    let mut borrowed = params.iter().filter_map(|param| match param.role {
        Role::Borrowed(ty) => Some(ty),
        _ => None,
    });
    let Some(error_type) = borrowed.nth(error) else {
        return TokenStream::new();
    };
    let Plan {
        arguments,
        needs,
        pattern,
    } = plan(params, runtime, |index, _| {
        (index == error).then(|| quote!(__error))
    });
    let awaited = function.awaited();
    let check = returns::check(runtime, "ErrorHandlerReturns", function, name.span());
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "ErrorHandlerReturns", function, call);
    let parts = Impl {
        runtime,
        owner: quote!(#name),
        generics: None,
        name,
        place: name.span(),
        params,
        kind: "ErrorHandler",
        lends: quote!(#runtime::Catch<Self>),
        lent: None,
        made_of: None,
        reading: false,
        checks: Vec::new(),
    };
    let stage = parts.stage_needing(
        &needs,
        &quote! {
            let __needs = <__C as #runtime::Args<Self::Needs, __I>>::args((), __cx);
            #runtime::Service::call(__rest, __request, (self, __needs, __cx))
        },
    );
    quote! {
        #check
        #[automatically_derived]
        impl #runtime::Catcher for #name {
            type Error = #error_type;
            type Needs = #needs;
            async fn catch<'__a>(
                &'__a self,
                __error: &'__a Self::Error,
                __request: &'__a #runtime::Request,
                #pattern: <Self::Needs as #runtime::Needs>::Refs<'__a>,
            ) -> #runtime::Response {
                let __inside = #runtime::Inside::of(<Self as #runtime::Stage>::NAME);
                let __answer = #runtime::Returned(#returned).response();
                __inside.done();
                __answer
            }
        }
        #stage
    }
}

pub(super) fn by_status(
    status: u16,
    function: &Function,
    params: &Params<'_>,
    runtime: &Runtime,
) -> TokenStream {
    let name = function.name();
    let Plan {
        arguments,
        needs,
        pattern,
    } = plan(params, runtime, |_, param| {
        is_response(param).then(|| quote!(&__response))
    });
    let awaited = function.awaited();
    let check = returns::check(runtime, "ErrorHandlerReturns", function, name.span());
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "ErrorHandlerReturns", function, call);
    let parts = Impl {
        runtime,
        owner: quote!(#name),
        generics: None,
        name,
        place: name.span(),
        params,
        kind: "ErrorHandler",
        lends: quote!(()),
        lent: None,
        made_of: None,
        reading: false,
        checks: Vec::new(),
    };
    let stage = parts.stage_needing(
        &needs,
        &quote! {
            async move {
                let __response = #runtime::Service::<__C>::call(
                    __rest,
                    &mut *__request,
                    <__C as #runtime::Scope>::shorten(__cx),
                ).await;
                if __response.status().as_u16() != #status {
                    return __response;
                }
                let __request: &#runtime::Request = __request;
                let #pattern = <__C as #runtime::Args<Self::Needs, __I>>::args((), __cx);
                let __kept = #runtime::Kept::of(&__response);
                let __inside = #runtime::Inside::of(<Self as #runtime::Stage>::NAME);
                let __page = #runtime::Returned(#returned).response();
                __inside.done();
                __kept.on(__page)
            }
        },
    );
    quote!(#check #stage)
}
