//! Stage: the impls that several attributes write, each short and into the runtime.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Generics, Ident, ImplGenerics, spanned::Spanned};

use crate::{function::Function, returns::respan, signature::Params};

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
    /// The type that it lends, when no parameter says so.
    pub(crate) lent: Option<TokenStream>,
    /// How the needs end: `()`, or that the request is only read.
    pub(crate) reading: bool,
    /// The methods that tell whether the settings can work.
    pub(crate) checks: Vec<&'a Function>,
}

impl Impl<'_> {
    fn end(&self) -> TokenStream {
        let runtime = self.runtime;
        // What borrows nothing cannot borrow the request under another name either.
        if self.reading && !self.params.borrowed().is_empty() {
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
            let taken = if self.is_concrete() {
                quote!(#runtime::__private::Extracting::<#ty>::nothing_yet().from(&mut *__request).await)
            } else {
                quote! {
                    <#ty as #runtime::FromRequest>::from_request(&mut *__request)
                        .await
                        .map_err(#runtime::__private::Failure::new)
                }
            };
            let settle = self.settle(&quote!(failure));
            quote! {
                let #name = match #taken {
                    ::core::result::Result::Ok(value) => value,
                    ::core::result::Result::Err(failure) => return #settle,
                };
            }
        });
        quote!(#(#statements)*)
    }

    /// Whether all types can be named outside of the `impl`, so that each is checked where it stands.
    fn is_concrete(&self) -> bool {
        self.generics.is_none()
    }

    /// The checks of the types that are extracted.
    fn extractable(&self) -> TokenStream {
        // The outcome, and the response of an error handler, are given by value too.
        let given = matches!(self.kind, "Finally" | "ErrorHandler");
        if given || !self.is_concrete() {
            return TokenStream::new();
        }
        let checks = self.params.values().into_iter().map(|ty| {
            let here = respan(self.runtime.clone(), ty.span());
            quote_spanned!(ty.span()=> const _: () = <#ty as #here::checks::Extractable>::OK;)
        });
        quote!(#(#checks)*)
    }

    /// The bounds of the `impl`: what it borrows and lends can be shared.
    ///
    /// A bound that is never true is an error at the type that it stands at, and the only one: what
    /// is in the `impl` may rely on it.
    fn bounds(&self) -> TokenStream {
        let shared = self
            .params
            .borrowed()
            .into_iter()
            .chain(self.params.lends());
        let mut bounds: Vec<TokenStream> = shared
            .map(|ty| {
                let here = respan(self.runtime.clone(), ty.span());
                quote_spanned!(ty.span()=> #ty: #here::checks::Lendable)
            })
            .chain(self.lent.clone())
            .collect();
        if let Some(generics) = self.generics {
            let (owner, runtime) = (&self.owner, self.runtime);
            let own = generics
                .where_clause
                .iter()
                .flat_map(|bounds| &bounds.predicates);
            bounds.extend(own.map(|bound| quote!(#bound)));
            bounds.push(quote!(#owner: #runtime::checks::Lendable));
        }
        if bounds.is_empty() {
            TokenStream::new()
        } else {
            quote!(where #(#bounds),*)
        }
    }

    /// `impl Future<Output = Response> + Send`, where its user's name is: so a future that cannot be
    /// sent is told there.
    fn future(&self) -> TokenStream {
        let span = self.name.span();
        let here = respan(self.runtime.clone(), span);
        quote_spanned! {span=>
            impl ::core::future::Future<Output = #here::Response> + ::core::marker::Send
        }
    }

    /// Settles a failure into a response.
    pub(crate) fn settle(&self, failure: &TokenStream) -> TokenStream {
        let (runtime, name) = (self.runtime, self.name.to_string());
        quote! {
            #failure
                .raised_in(#name)
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
            const NAME: &'static ::core::primitive::str = #name;
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
        let checks = self.checks.iter().map(|check| {
            let name = check.name();
            let place = check.returns().map_or(name.span(), Spanned::span);
            quote_spanned!(place=> .checked(self.#name()))
        });
        quote! {
            #runtime::__private::StageInfo::new(#name, #runtime::__private::Kind::#kind)
                .of::<Self::Needs, Self::Lends>()
                .at(::core::file!(), ::core::line!())
                #settings
                #(#checks)*
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
        let (params, bounds) = (self.generics(), self.bounds());
        let (checks, future) = (self.extractable(), self.future());
        quote! {
            #checks
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
                ) -> #future
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
        let (params, bounds) = (self.generics(), self.bounds());
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
        let (bounds, checks, future) = (self.bounds(), self.extractable(), self.future());
        let values = self.params.values();
        let check = (!values.is_empty()).then(|| {
            quote! {
                fn check_route(
                    &self,
                    __params: &[&::core::primitive::str],
                ) -> ::core::result::Result<(), #runtime::__private::String> {
                    #(#runtime::__private::Extracting::<#values>::nothing_yet().check_route(__params)?;)*
                    ::core::result::Result::Ok(())
                }
            }
        });
        quote! {
            #checks
            #[automatically_derived]
            impl #runtime::Endpoint for #owner #bounds {
                type Needs = #needs;
                const NAME: &'static ::core::primitive::str = #name;
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
                ) -> #future
                where
                    __C: #runtime::__private::Args<Self::Needs, __I>,
                {
                    async move { #body }
                }
            }
        }
    }

    /// Ends a future that answers: with the response of what was returned, or of the failure in it.
    ///
    /// The response is made by the last call, in the place where the future leaves it: it is large, and
    /// each variable on its way would be a copy.
    pub(crate) fn answer(&self, returned: &TokenStream) -> TokenStream {
        let runtime = self.runtime;
        let settle = self.settle(&quote!(failure));
        quote! {
            let __returned = match #runtime::__private::Returned(#returned).unfailed() {
                ::core::result::Result::Ok(returned) => returned,
                ::core::result::Result::Err(failure) => return #settle,
            };
            __returned.response()
        }
    }

    fn generics(&self) -> Option<ImplGenerics<'_>> {
        self.generics.map(|generics| generics.split_for_impl().0)
    }
}
