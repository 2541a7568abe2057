//! Subject: what an attribute stands on, seen alike: a free function, or a method of a struct.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Generics, Ident, Type};

use crate::{
    function::Function,
    impl_block::Applies,
    returns,
    runtime_path::Runtime,
    signature::Params,
    stage::{Impl, Lent},
};

/// What is expanded: a free function, or a method of a struct.
pub(crate) struct Subject<'a> {
    pub(crate) function: &'a Function,
    pub(crate) params: &'a Params<'a>,
    pub(crate) runtime: &'a Runtime,
    pub(crate) owner: TokenStream,
    /// The struct, where it is a method.
    pub(crate) made_of: Option<&'a Type>,
    pub(crate) generics: Option<&'a Generics>,
    pub(crate) name: &'a Ident,
    /// Where its items seem to stand.
    pub(crate) place: Span,
    /// What is called: the function, or `self.method`.
    pub(crate) callee: TokenStream,
    /// The methods that tell whether the settings can work.
    pub(crate) checks: Vec<&'a Function>,
    /// The method that tells which requests it is for.
    pub(crate) applies: Option<&'a Applies<'a>>,
}

impl<'a> Subject<'a> {
    /// A free function.
    pub(crate) fn of(function: &'a Function, params: &'a Params<'a>, runtime: &'a Runtime) -> Self {
        let name = function.name();
        Self {
            function,
            params,
            runtime,
            owner: quote!(#name),
            made_of: None,
            generics: None,
            name,
            place: name.span(),
            callee: quote!(#name),
            checks: Vec::new(),
            applies: None,
        }
    }

    /// The impl that is to be written.
    pub(crate) fn parts(
        &self,
        kind: &'a str,
        lends: TokenStream,
        lent: Option<Lent<'a>>,
        reading: bool,
    ) -> Impl<'a> {
        Impl {
            runtime: self.runtime,
            owner: self.owner.clone(),
            generics: self.generics,
            name: self.name,
            place: self.place,
            params: self.params,
            kind,
            lends,
            lent,
            made_of: self.made_of,
            reading,
            checks: self.checks.clone(),
        }
    }

    /// Whether all types can be named outside of the `impl`.
    pub(crate) fn is_concrete(&self) -> bool {
        self.generics.is_none()
    }

    /// The call of the user's function, without `.await`.
    pub(crate) fn call(&self, exclusive: &TokenStream, rest: &TokenStream) -> TokenStream {
        let (callee, arguments) = (
            &self.callee,
            self.params.arguments(self.runtime, exclusive, rest),
        );
        quote!(#callee(#(#arguments),*))
    }

    pub(crate) fn proven(&self, wanted: &str, call: TokenStream) -> TokenStream {
        if self.is_concrete() {
            returns::proven(self.runtime, wanted, self.function, call)
        } else {
            call
        }
    }

    /// The same of a future of it.
    pub(crate) fn promised(&self, wanted: &str, call: TokenStream) -> TokenStream {
        if self.is_concrete() {
            returns::promised(self.runtime, wanted, self.function, call)
        } else {
            call
        }
    }

    pub(crate) fn check(&self, wanted: &str) -> TokenStream {
        if self.is_concrete() {
            returns::check(self.runtime, wanted, self.function, self.place)
        } else {
            TokenStream::new()
        }
    }
}
