//! Stage: the impls that several attributes write, each short and into the runtime.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, Ident};

use crate::signature::Params;

/// Everything that an impl of `Stage`, `Hook` or `Endpoint` shares.
pub(crate) struct Impl<'a> {
    pub(crate) runtime: &'a TokenStream,
    /// The type that implements it, with its generics.
    pub(crate) owner: TokenStream,
    pub(crate) generics: Option<&'a Generics>,
    pub(crate) name: &'a Ident,
    pub(crate) params: &'a Params<'a>,
    /// The variant of `Kind`.
    pub(crate) kind: &'a str,
    /// What the stage lends.
    pub(crate) lends: TokenStream,
    /// How the needs end: `()`, or that the request is only read.
    pub(crate) reading: bool,
}

impl Impl<'_> {
    fn end(&self) -> TokenStream {
        let runtime = self.runtime;
        if self.reading {
            quote!(#runtime::__private::Reading)
        } else {
            quote!(())
        }
    }

    /// `let (a, (b, ())) = …` of the borrowed values; nothing where nothing is borrowed.
    pub(crate) fn borrow(&self, request: &TokenStream) -> TokenStream {
        if self.params.borrowed().is_empty() {
            return TokenStream::new();
        }
        let (runtime, pattern) = (self.runtime, self.params.pattern());
        let seen = if self.reading {
            quote!(&*#request)
        } else {
            quote!(())
        };
        quote! {
            let #pattern = <__C as #runtime::__private::Args<Self::Needs, __I>>::args(
                #seen,
                <__C as #runtime::__private::Scope>::shorten(__cx),
            );
        }
    }

    /// The borrowed values as the first thing of a function that is not async.
    pub(crate) fn borrow_whole(&self) -> TokenStream {
        if self.params.borrowed().is_empty() {
            return TokenStream::new();
        }
        let (runtime, pattern) = (self.runtime, self.params.pattern());
        quote! {
            let #pattern = <__C as #runtime::__private::Args<Self::Needs, __I>>::args((), __cx);
        }
    }

    /// `await`s each extractor, or answers with its rejection.
    pub(crate) fn extract(&self) -> TokenStream {
        let runtime = self.runtime;
        let statements = self.params.values().into_iter().enumerate().map(|(index, ty)| {
            let name = crate::signature::extracted(index);
            let settle = self.settle(&quote!(#runtime::__private::Failure::new(error)));
            quote! {
                let #name = match <#ty as #runtime::FromRequest>::from_request(&mut *__request).await {
                    ::core::result::Result::Ok(value) => value,
                    ::core::result::Result::Err(error) => return #settle,
                };
            }
        });
        quote!(#(#statements)*)
    }

    /// Settles a failure into a response.
    pub(crate) fn settle(&self, failure: &TokenStream) -> TokenStream {
        let runtime = self.runtime;
        quote! {
            #failure
                .settle::<__C>(<__C as #runtime::__private::Scope>::shorten(__cx), &*__request)
                .await
        }
    }

    fn common(&self) -> TokenStream {
        self.common_needing(&self.params.needs(&self.end()))
    }

    fn common_needing(&self, needs: &TokenStream) -> TokenStream {
        let (runtime, lends) = (self.runtime, &self.lends);
        let name = self.name.to_string();
        quote! {
            type Needs = #needs;
            type Lends = #lends;
            const NAME: &'static str = #name;
            #[doc(hidden)]
            fn describe(&self) -> #runtime::__private::StageInfo
        }
    }

    fn description(&self) -> TokenStream {
        let runtime = self.runtime;
        let kind = quote::format_ident!("{}", self.kind);
        let name = self.name.to_string();
        let settings: Vec<String> = self
            .params
            .settings()
            .iter()
            .map(|setting| setting.name.to_string())
            .collect();
        let settings = (!settings.is_empty()).then(|| quote!(.with_settings(&[#(#settings),*])));
        quote! {
            #runtime::__private::StageInfo::new(#name, #runtime::__private::Kind::#kind)
                .of::<Self::Needs, Self::Lends>()
                .at(::core::file!(), ::core::line!())
                #settings
        }
    }

    /// An impl of `Stage` whose `handle` is `body`: an expression that is the future.
    pub(crate) fn stage(&self, body: &TokenStream) -> TokenStream {
        self.stage_with(&self.common(), "Around", body)
    }

    /// As [`stage`](Self::stage), where the user's function runs the rest of the stack inside of a
    /// frame of ours.
    pub(crate) fn doubled(&self, body: &TokenStream) -> TokenStream {
        self.stage_with(&self.common(), "Doubled", body)
    }

    /// As [`stage`](Self::stage), where not every borrowed parameter comes from the stack.
    pub(crate) fn stage_needing(&self, needs: &TokenStream, body: &TokenStream) -> TokenStream {
        self.stage_with(&self.common_needing(needs), "Around", body)
    }

    fn stage_with(&self, common: &TokenStream, form: &str, body: &TokenStream) -> TokenStream {
        let form = quote::format_ident!("{form}");
        let (runtime, owner) = (self.runtime, &self.owner);
        let description = self.description();
        let (params, _, bounds) = self.split();
        quote! {
            #[automatically_derived]
            impl #params #runtime::Stage for #owner #bounds {
                type Form = #runtime::__private::#form;
                #common { #description }
                #[inline]
                fn handle<'__a, __C, __I, __S>(
                    &'__a self,
                    __request: &'__a mut #runtime::Request,
                    __cx: <__C as #runtime::__private::Scope>::Refs<'__a>,
                    __rest: &'__a __S,
                ) -> impl ::core::future::Future<Output = #runtime::Response> + ::core::marker::Send
                where
                    __C: #runtime::__private::Args<Self::Needs, __I>,
                    __S: #runtime::__private::Service<#runtime::__private::Under<Self, __C>>,
                {
                    #body
                }
            }
        }
    }

    /// An impl of `Hook` with its two ways.
    pub(crate) fn hook(&self, enter: &TokenStream, leave: Option<&TokenStream>) -> TokenStream {
        let (runtime, owner, common) = (self.runtime, &self.owner, self.common());
        let description = self.description();
        let (params, _, bounds) = self.split();
        let leave = leave.map(|leave| {
            quote! {
                #[inline]
                fn leave<'__a, __C, __I>(
                    &'__a self,
                    __request: &'__a #runtime::Request,
                    __cx: <__C as #runtime::__private::Scope>::Refs<'__a>,
                    _: &'__a (),
                    __response: &mut #runtime::Response,
                ) where
                    __C: #runtime::__private::Args<Self::Needs, __I>,
                {
                    #leave
                }
            }
        });
        quote! {
            #[automatically_derived]
            impl #params #runtime::__private::Hook for #owner #bounds {
                #common { #description }
                #[inline]
                fn enter<'__a, __C, __I>(
                    &'__a self,
                    __request: &'__a mut #runtime::Request,
                    __cx: <__C as #runtime::__private::Scope>::Refs<'__a>,
                ) -> ::core::result::Result<
                    <Self::Lends as #runtime::__private::Lent>::Held,
                    #runtime::__private::Refused,
                >
                where
                    __C: #runtime::__private::Args<Self::Needs, __I>,
                {
                    #enter
                }
                #leave
            }
        }
    }

    /// An impl of `Endpoint` whose `call` is the block `body`.
    pub(crate) fn endpoint(&self, body: &TokenStream) -> TokenStream {
        let (runtime, owner) = (self.runtime, &self.owner);
        let needs = self.params.needs(&self.end());
        let name = self.name.to_string();
        let values = self.params.values();
        let check = (!values.is_empty()).then(|| {
            quote! {
                fn check_route(
                    &self,
                    __params: &[&str],
                ) -> ::core::result::Result<(), #runtime::__private::String> {
                    #(<#values as #runtime::FromRequest>::check_route(__params)?;)*
                    ::core::result::Result::Ok(())
                }
            }
        });
        quote! {
            #[automatically_derived]
            impl #runtime::Endpoint for #owner {
                type Needs = #needs;
                const NAME: &'static str = #name;
                #[doc(hidden)]
                fn describe(&self) -> #runtime::__private::HandlerInfo {
                    #runtime::__private::HandlerInfo::new(#name)
                        .of::<Self::Needs>()
                        .at(::core::file!(), ::core::line!())
                }
                #check
                #[inline]
                fn call<'__a, __C, __I>(
                    &'__a self,
                    __request: &'__a mut #runtime::Request,
                    __cx: <__C as #runtime::__private::Scope>::Refs<'__a>,
                ) -> impl ::core::future::Future<Output = #runtime::Response> + ::core::marker::Send
                where
                    __C: #runtime::__private::Args<Self::Needs, __I>,
                {
                    async move { #body }
                }
            }
        }
    }

    /// Inside a future that answers: the response of an outcome.
    pub(crate) fn answer(&self, call: &TokenStream) -> TokenStream {
        let (runtime, settle) = (self.runtime, self.settle(&quote!(failure)));
        quote! {
            match #runtime::__private::Returned(#call).outcome() {
                ::core::result::Result::Ok(response) => response,
                ::core::result::Result::Err(failure) => #settle,
            }
        }
    }

    fn split(&self) -> (TokenStream, TokenStream, TokenStream) {
        match self.generics {
            None => Default::default(),
            Some(generics) => {
                let (params, arguments, bounds) = generics.split_for_impl();
                (quote!(#params), quote!(#arguments), quote!(#bounds))
            }
        }
    }
}
