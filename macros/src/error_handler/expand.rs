//! An error handler as a `Stage`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::model::{is_request, is_response};
use crate::{
    function::Function,
    returns,
    signature::{Param, Params, Role},
    stage::Impl,
};

/// The arguments of the call, and the types that the stack has to lend.
struct Plan<'a> {
    arguments: Vec<TokenStream>,
    needs: Vec<&'a Type>,
    pattern: TokenStream,
}

/// Sorts the borrowed parameters into the error (or the response), the request, and the stack's.
fn plan<'a>(
    params: &Params<'a>,
    given: impl Fn(usize, &Param<'a>) -> Option<TokenStream>,
) -> Plan<'a> {
    let (mut arguments, mut needs, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let mut index = 0;
    for param in params.iter() {
        let Role::Borrowed(ty) = param.role else {
            arguments.push(quote!(__response));
            continue;
        };
        if let Some(argument) = given(index, param) {
            arguments.push(argument);
        } else if is_request(param) {
            arguments.push(quote!(__request));
        } else {
            let name = quote::format_ident!("__borrowed_{}", needs.len());
            arguments.push(quote!(#name));
            needs.push(ty);
            names.push(name);
        }
        index += 1;
    }
    let pattern = names
        .iter()
        .rev()
        .fold(quote!(()), |rest, name| quote!((#name, #rest)));
    Plan {
        arguments,
        needs,
        pattern,
    }
}

pub(super) fn by_type(
    error: usize,
    function: &Function,
    params: &Params<'_>,
    runtime: &TokenStream,
) -> TokenStream {
    let name = function.name();
    let Some(error_type) = params.borrowed().get(error).copied() else {
        return TokenStream::new();
    };
    let Plan {
        arguments,
        needs,
        pattern,
    } = plan(params, |index, _| (index == error).then(|| quote!(__error)));
    let awaited = function.awaited();
    let check = returns::check(runtime, "ErrorHandlerReturns", function);
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "ErrorHandlerReturns", function, call);
    let needs = needs
        .iter()
        .rev()
        .fold(quote!(()), |rest, ty| quote!((#ty, #rest)));
    let parts = Impl {
        runtime,
        owner: quote!(#name),
        generics: None,
        name,
        params,
        kind: "ErrorHandler",
        lends: quote!(#runtime::__private::Catch<Self>),
        lent: None,
        made_of: None,
        reading: false,
        checks: Vec::new(),
    };
    let stage = parts.stage_needing(
        &needs,
        &quote! {
            let __needs = <__C as #runtime::__private::Args<Self::Needs, __I>>::args((), __cx);
            #runtime::__private::Service::call(__rest, __request, (self, __needs, __cx))
        },
    );
    quote! {
        #check
        #[automatically_derived]
        impl #runtime::__private::Catcher for #name {
            type Error = #error_type;
            type Needs = #needs;
            async fn catch<'__a>(
                &'__a self,
                __error: &'__a Self::Error,
                __request: &'__a #runtime::Request,
                #pattern: <Self::Needs as #runtime::__private::Needs>::Refs<'__a>,
            ) -> #runtime::Response {
                let __inside = #runtime::__private::Inside::of(<Self as #runtime::Stage>::NAME);
                let __answer = #runtime::__private::Returned(#returned).response();
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
    runtime: &TokenStream,
) -> TokenStream {
    let name = function.name();
    let Plan {
        arguments,
        needs,
        pattern,
    } = plan(params, |_, param| {
        is_response(param).then(|| quote!(&__response))
    });
    let awaited = function.awaited();
    let check = returns::check(runtime, "ErrorHandlerReturns", function);
    let call = quote!(#name(#(#arguments),*) #awaited);
    let returned = returns::proven(runtime, "ErrorHandlerReturns", function, call);
    let needs = needs
        .iter()
        .rev()
        .fold(quote!(()), |rest, ty| quote!((#ty, #rest)));
    let parts = Impl {
        runtime,
        owner: quote!(#name),
        generics: None,
        name,
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
                let __response = #runtime::__private::Service::<__C>::call(
                    __rest,
                    &mut *__request,
                    <__C as #runtime::__private::Scope>::shorten(__cx),
                ).await;
                if __response.status().as_u16() != #status {
                    return __response;
                }
                let __request: &#runtime::Request = __request;
                let #pattern = <__C as #runtime::__private::Args<Self::Needs, __I>>::args((), __cx);
                let __kept = #runtime::__private::Kept::of(&__response);
                let __inside = #runtime::__private::Inside::of(<Self as #runtime::Stage>::NAME);
                let __page = #runtime::__private::Returned(#returned).response();
                __inside.done();
                __kept.on(__page)
            }
        },
    );
    quote!(#check #stage)
}
