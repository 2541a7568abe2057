//! A handler as an `Endpoint`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::subject::Subject;

pub(super) fn endpoint(subject: &Subject<'_>) -> TokenStream {
    let Subject {
        runtime,
        params,
        function,
        ..
    } = subject;
    let parts = subject.parts("Handler", quote!(()), None, params.exclusive().is_empty());
    let borrow = parts.borrow(&quote!(__request));
    let call = subject.call(&quote!(&mut *__request), &TokenStream::new());
    let awaited = function.awaited();
    let check = subject.check("HandlerReturns");
    let returned = subject.proven("HandlerReturns", quote!(#call #awaited));
    let endpoint = if function.is_async() || !params.values().is_empty() {
        // Every failure is settled in one place, as each `await` makes the future longer to describe.
        let extract = parts.extract_or(&quote!({
            __inside.done();
            break '__failed failure;
        }));
        let settle = parts.settle(&quote!(__failure));
        // The guard is gone before the response is there: what outlives a response has it copied.
        parts.endpoint(&quote! {
            async move {
                let __inside = #runtime::Inside::of(<Self as #runtime::Endpoint>::NAME);
                let __failure = '__failed: {
                    #extract
                    #borrow
                    let __returned = #runtime::Returned(#returned);
                    __inside.done();
                    let mut __failure = ::core::option::Option::None;
                    let ::core::option::Option::Some(__returned) = __returned.unfailed(&mut __failure) else {
                        break '__failed #runtime::Failure::noted(__failure);
                    };
                    return __returned.response_of(<Self as #runtime::Endpoint>::NAME);
                };
                #settle
            }
        })
    } else {
        parts.endpoint(&quote! {
            #runtime::immediately::<Self, __C, _>(
                __request,
                __cx,
                move |__request, __unfinished| {
                    #borrow
                    let __returned = #runtime::Returned(#returned);
                    let mut __failure = ::core::option::Option::None;
                    let ::core::option::Option::Some(__returned) = __returned.unfailed(&mut __failure) else {
                        return __unfinished.fail(__failure, __request);
                    };
                    ::core::task::Poll::Ready(__returned.response())
                },
            )
        })
    };
    quote!(#check #endpoint)
}
