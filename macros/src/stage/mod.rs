//! Stage: the impls that several attributes write, each short and into the runtime.

mod borrowing;
mod bounds;
mod endpoint;
mod extracting;
mod hook;

pub(crate) use bounds::for_any_lifetime;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{Generics, Ident, ImplGenerics, Type, spanned::Spanned};

use crate::{
    function::Function,
    runtime_path::{self, Runtime},
    signature::{Param, Params},
};

/// Everything that an impl of `Stage`, `Hook` or `Endpoint` shares.
pub(crate) struct Impl<'a> {
    pub(crate) runtime: &'a Runtime,
    /// The type that implements it, with its generics.
    pub(crate) owner: TokenStream,
    pub(crate) generics: Option<&'a Generics>,
    pub(crate) name: &'a Ident,
    /// Where its items seem to stand: at the function's name, or at the word `impl`; see
    /// [`unnamed`](crate::attribute::unnamed).
    pub(crate) place: Span,
    pub(crate) params: &'a Params<'a>,
    /// The variant of `Kind`.
    pub(crate) kind: &'a str,
    /// What the stage lends.
    pub(crate) lends: TokenStream,
    /// The type that it lends, when no parameter says so.
    pub(crate) lent: Option<Lent<'a>>,
    /// The struct, where the stage is one of the user's.
    pub(crate) made_of: Option<&'a Type>,
    /// How the needs end: `()`, or that the request is only read.
    pub(crate) reading: bool,
    /// The methods that tell whether the settings can work.
    pub(crate) checks: Vec<&'a Function>,
}

/// The type that a stage lends, and the name that generated code has for it.
pub(crate) struct Lent<'a> {
    pub(crate) ty: &'a Type,
    pub(crate) name: TokenStream,
}

impl Impl<'_> {
    /// The name of a parameter's type in generated code.
    fn named(&self, param: &Param<'_>) -> TokenStream {
        if self.is_concrete() {
            param.alias()
        } else {
            let ty = param.ty();
            quote!(#ty)
        }
    }

    /// The names of the parameters' types, and what is asked of those that are borrowed exclusively.
    ///
    /// The compiler tells of a type that does not exist wherever it is written, and in other words
    /// when it stands in angle brackets: so we write it once more, as the user did, and name it from there.
    fn aliases(&self) -> TokenStream {
        if !self.is_concrete() {
            return TokenStream::new();
        }
        let params = self.params.iter();
        let names = params.filter_map(|param| param.declare(self.name.span(), self.runtime));
        let (exclusive, shared) = (self.exclusive(), self.believed());
        quote!(#(#names)* #exclusive #shared)
    }

    /// Whether all types can be named outside of the `impl`, so that each is checked where it stands.
    fn is_concrete(&self) -> bool {
        self.generics.is_none()
    }

    /// `impl Future<Output = Response> + Send`, where its user's name is: so a future that cannot be
    /// sent is told there.
    fn future(&self) -> TokenStream {
        let span = self.name.span();
        self.promised(|here| quote_spanned!(span=> Output = #here::Response))
    }

    /// The same with another output.
    fn promised(&self, output: impl Fn(&Runtime) -> TokenStream) -> TokenStream {
        let span = self.name.span();
        let output = output(&self.runtime.at(span));
        quote_spanned!(span=> impl ::core::future::Future<#output> + ::core::marker::Send)
    }

    /// Settles a failure into a response.
    pub(crate) fn settle(&self, failure: &TokenStream) -> TokenStream {
        let (runtime, name) = (self.runtime, self.name.to_string());
        quote! {
            #failure
                .raised_in(#name)
                .settle::<__C>(<__C as #runtime::Scope>::shorten(__cx), &*__request)
                .await
        }
    }

    fn needs(&self) -> TokenStream {
        self.params.needs(self.runtime, self.end())
    }

    /// What follows a description of the stage's kind.
    fn described(&self) -> TokenStream {
        let settings: Vec<String> = self
            .params
            .settings()
            .iter()
            .map(|setting| setting.name.to_string())
            .collect();
        let settings = (!settings.is_empty()).then(|| quote!(.with_settings(&[#(#settings),*])));
        let checks = self.checked();
        quote!(#settings #(#checks)*)
    }

    /// `.checked(…)` for each method that tells whether the settings can work.
    fn checked(&self) -> impl Iterator<Item = TokenStream> {
        self.checks.iter().map(|check| {
            let name = check.name();
            let place = check.returns().map_or(name.span(), Spanned::span);
            quote_spanned!(place=> .checked(self.#name()))
        })
    }

    /// An impl of `Stage` whose `handle` is `body`: an expression that is the future.
    pub(crate) fn stage(&self, body: &TokenStream) -> TokenStream {
        self.stage_with(&self.needs(), "Around", body)
    }

    /// As [`stage`](Self::stage), where the user's function runs the rest of the stack inside of a
    /// frame of ours.
    pub(crate) fn doubled(&self, body: &TokenStream) -> TokenStream {
        self.stage_with(&self.needs(), "Doubled", body)
    }

    /// As [`stage`](Self::stage), where not every borrowed parameter comes from the stack.
    pub(crate) fn stage_needing(&self, needs: &TokenStream, body: &TokenStream) -> TokenStream {
        self.stage_with(needs, "Around", body)
    }

    fn stage_with(&self, needs: &TokenStream, form: &str, body: &TokenStream) -> TokenStream {
        let [form, kind] = [form, self.kind].map(|name| quote::format_ident!("{name}"));
        let (runtime, owner, item) = (self.runtime, &self.owner, self.item());
        let (name, lends, described) = (self.name.to_string(), &self.lends, self.described());
        let (params, bounds) = (self.generics(), self.bounds());
        let (aliases, extractable, future) = (self.aliases(), self.extractable(), self.future());
        let unlisted = runtime_path::is_at_home().then(|| quote!(#[diagnostic::do_not_recommend]));
        quote! {
            #aliases
            #extractable
            #runtime::stage! {
                [#unlisted] #item [#params] [#owner] [#bounds] #name
                #form #kind [#needs] [#lends] [#described]
                (self __request __cx __rest) [#future] { #body }
            }
        }
    }

    /// The word `impl`, in the place that the item is to have.
    fn item(&self) -> TokenTree {
        TokenTree::Ident(Ident::new("impl", self.place))
    }

    /// Ends a future that answers: with the response of what was returned, or of the failure in it.
    ///
    /// The response is made by the last call, in the place where the future leaves it: it is large, and
    /// each variable on its way would be a copy.
    pub(crate) fn answer(&self, returned: &TokenStream) -> TokenStream {
        let runtime = self.runtime;
        let settle = self.settle(&quote!(#runtime::Failure::noted(__failure)));
        quote! {
            let __returned = #runtime::Returned(#returned);
            let mut __failure = ::core::option::Option::None;
            let ::core::option::Option::Some(__returned) = __returned.unfailed(&mut __failure) else {
                return #settle;
            };
            __returned.response()
        }
    }

    fn generics(&self) -> Option<ImplGenerics<'_>> {
        self.generics.map(|generics| generics.split_for_impl().0)
    }
}
