//! A middleware as a `Stage`, or as a `Hook` where it never waits.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::When;
use crate::{attribute::unnamed, returns::is_spelled, subject::Subject};

pub(super) fn impls(when: When, subject: &Subject<'_>) -> TokenStream {
    match when {
        When::Around => around(subject),
        When::Before => before(subject),
        When::After => after(subject),
        When::Finally => finally(subject),
    }
}

fn around(subject: &Subject<'_>) -> TokenStream {
    let runtime = subject.runtime;
    let lends = if let Some(ty) = subject.params.lends() {
        quote!(#runtime::Lend<#ty>)
    } else {
        quote!(())
    };
    let parts = subject.parts("Around", lends, None, false);
    let rest = quote!(#runtime::Rest::<Self, __S, __C>::new(self, __rest, __cx));
    let returns_response = subject
        .function
        .returns()
        .is_some_and(|ty| is_spelled(ty, |name| name == "Response"));
    if returns_response && subject.params.values().is_empty() {
        // The user's own future is the stage's: one frame.
        let (borrow, call) = (
            parts.borrow_whole(),
            subject.call(&quote!(__request), &rest),
        );
        let future = applying(subject, &call);
        return parts.stage(&quote!(#borrow #future));
    }
    let (extract, borrow) = (parts.extract(), parts.borrow(&quote!(__request)));
    // The rest of the stack tells who panicked, but is made after the extractors have run.
    let extract = if subject.params.values().is_empty() {
        extract
    } else {
        quote! {
            let __inside = #runtime::Inside::of(<Self as #runtime::Stage>::NAME);
            #extract
            __inside.done();
        }
    };
    let call = subject.call(&quote!(&mut *__request), &rest);
    let returned = subject.proven("MiddlewareReturns", quote!(#call.await));
    let answer = parts.answer(&returned);
    let check = subject.check("MiddlewareReturns");
    let frame = quote! {
        async move {
            #extract
            #borrow
            #answer
        }
    };
    let asked = subject.applies.map(|_| parts.borrow_whole());
    let future = applying(subject, &frame);
    let stage = parts.doubled(&quote!(#asked #future));
    quote!(#check #stage)
}

/// The future of the stage; for requests that it is not for, the one of the rest of the stack.
fn applying(subject: &Subject<'_>, future: &TokenStream) -> TokenStream {
    let Some(applies) = subject.applies else {
        return future.clone();
    };
    let (runtime, applies) = (subject.runtime, applies.asked(subject.runtime));
    quote! {
        #runtime::applying(
            <Self as #runtime::Stage>::NAME,
            __request,
            |__request| #applies,
            |__request| #runtime::Service::<__C>::call(__rest, __request, __cx),
            |__request| #future,
        )
    }
}

fn before(subject: &Subject<'_>) -> TokenStream {
    let runtime = subject.runtime;
    let reading = subject.params.exclusive().is_empty();
    let parts = subject.parts("Before", quote!(()), None, reading);
    let check = subject.check("BeforeReturns");
    if !subject.function.is_async() && subject.params.values().is_empty() {
        let (borrow, call) = (
            parts.borrow(&quote!(__request)),
            subject.call(&quote!(__request), &quote!()),
        );
        let call = subject.proven("BeforeReturns", call);
        let hook = parts.hook(
            Some(&quote!(#borrow #runtime::Returned(#call).admission())),
            None,
        );
        return quote!(#check #hook);
    }
    let (extract, borrow) = (parts.extract(), parts.borrow(&quote!(__request)));
    let call = subject.call(&quote!(&mut *__request), &quote!());
    let awaited = subject.function.awaited();
    let returned = subject.proven("BeforeReturns", quote!(#call #awaited));
    let refuse = parts.settle(&quote!(refused));
    let stage = parts.stage(&quote! {
        async move {
            let __inside = #runtime::Inside::of(<Self as #runtime::Stage>::NAME);
            #extract
            let __admission = {
                #borrow
                let __returned = #returned;
                __inside.done();
                #runtime::Returned(__returned).admission()
            };
            match __admission {
                ::core::result::Result::Ok(()) => {
                    #runtime::Service::<__C>::call(__rest, __request, __cx).await
                }
                ::core::result::Result::Err(refused) => #refuse,
            }
        }
    });
    quote!(#check #stage)
}

fn after(subject: &Subject<'_>) -> TokenStream {
    let runtime = subject.runtime;
    let parts = subject.parts("After", quote!(()), None, true);
    let check = subject.check("BeforeReturns");
    let borrow = parts.borrow(&quote!(__request));
    if !subject.function.is_async() && subject.function.returns().is_none() {
        let call = subject.call(&quote!(__response), &quote!());
        return parts.hook(None, Some(&quote!(#borrow #call;)));
    }
    let call = subject.call(&quote!(&mut __response), &quote!());
    let awaited = subject.function.awaited();
    let returned = subject.proven("BeforeReturns", quote!(#call #awaited));
    let refuse = parts.settle(&quote!(refused));
    let stage = parts.stage(&quote! {
        async move {
            let mut __response = #runtime::Service::<__C>::call(
                __rest,
                &mut *__request,
                <__C as #runtime::Scope>::shorten(__cx),
            ).await;
            let __admission = {
                #borrow
                let __inside = #runtime::Inside::of(<Self as #runtime::Stage>::NAME);
                let __returned = #returned;
                __inside.done();
                #runtime::Returned(__returned).admission()
            };
            match __admission {
                ::core::result::Result::Ok(()) => __response,
                ::core::result::Result::Err(refused) => #refuse,
            }
        }
    });
    quote!(#check #stage)
}

fn finally(subject: &Subject<'_>) -> TokenStream {
    let runtime = subject.runtime;
    let parts = subject.parts("Finally", quote!(()), None, true);
    let borrow = parts.borrow(&quote!(__request));
    let call = subject.call(&quote!(), &quote!());
    let unnamed = unnamed(subject.place);
    let looks = subject.is_concrete().then(|| {
        subject.params.values().into_iter().map(|ty| {
            let here = runtime.at(ty.span());
            let check =
                quote_spanned!(ty.span()=> const #unnamed: () = <#ty as #here::checks::IsTheOutcome>::OK;);
            let given = quote_spanned!(ty.span()=> #here::Looking::<#ty>::at(__extracted_0));
            (check, given)
        })
    });
    let (checks, given): (TokenStream, TokenStream) = looks.into_iter().flatten().unzip();
    let given = (!given.is_empty()).then(|| quote!(let __extracted_0 = #given;));
    let stage = parts.stage(&quote! {
        #runtime::observe::<__C, __S, _>(
            <Self as #runtime::Stage>::NAME,
            __request,
            __cx,
            __rest,
            move |__request, __extracted_0| {
                #borrow
                #given
                #call
            },
        )
    });
    quote!(#checks #stage)
}
