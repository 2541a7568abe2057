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
    let call = subject.call(&quote!(&mut *__request), &TokenStream::new());
    let check = subject.check("HandlerReturns");
    let endpoint = if function.is_async() || !params.values().is_empty() {
        let future = if function.is_async() {
            subject.promised("HandlerReturns", call)
        } else {
            let returned = subject.proven("HandlerReturns", call);
            quote!(async move { #returned })
        };
        parts.handles(&quote!(#runtime::Answering(#future).future()))
    } else {
        let borrow = parts.borrow(&quote!(__request));
        let returned = subject.proven("HandlerReturns", call);
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
