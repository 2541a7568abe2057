//! A handler as an `Endpoint`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::subject::Subject;

pub(super) fn endpoint(subject: &Subject<'_>) -> TokenStream {
    let runtime = subject.runtime;
    let reading = subject.params.exclusive().is_empty();
    let parts = subject.parts("Handler", quote!(()), None, reading);
    let extract = parts.extract();
    let borrow = parts.borrow(&quote!(__request));
    let call = subject.call(&quote!(&mut *__request), &TokenStream::new());
    let awaited = subject.function.awaited();
    let check = subject.check("HandlerReturns");
    let returned = subject.proven("HandlerReturns", quote!(#call #awaited));
    let answer = parts.answer(&returned);
    let endpoint = parts.endpoint(&quote! {
        let _inside = #runtime::__private::Inside::of(<Self as #runtime::Endpoint>::NAME);
        #extract
        #borrow
        #answer
    });
    quote!(#check #endpoint)
}
