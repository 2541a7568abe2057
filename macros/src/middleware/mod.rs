//! `#[middleware]`: a stage around the rest of the stack, or on one of its ways.

mod expand;
mod impl_block;
mod model;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    attribute::{self, Attribute, Stub},
    diagnostics::Diagnostics,
    function::Function,
    signature::Params,
};
pub(crate) use parse::When;

/// A stage that has been understood.
pub(crate) struct Middleware {
    when: When,
}

/// Expands the attribute, on a function or on an `impl` block.
pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    match syn::parse2::<impl_block::ImplBlock>(item.clone()) {
        Ok(block) => impl_block::expand(args, &block),
        Err(_) => attribute::expand::<Middleware>(args, item),
    }
}

impl Attribute for Middleware {
    const NAME: &'static str = "middleware";
    const STUB: Stub = Stub::Stage;
    type Word = When;

    fn read(
        word: Option<When>,
        function: &Function,
        params: &Params<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let when = word.unwrap_or(When::Around);
        crate::signature::rules::concrete("middleware", function, found);
        crate::signature::rules::free("middleware", function, found);
        model::check(when, function, params, found);
        Some(Self { when })
    }

    fn expand(
        &self,
        function: &Function,
        params: &Params<'_>,
        runtime: &TokenStream,
    ) -> TokenStream {
        let name = function.name();
        expand::impls(&expand::Subject {
            when: self.when,
            function,
            params,
            runtime,
            owner: quote!(#name),
            made_of: None,
            generics: None,
            name,
            callee: quote!(#name),
            checks: Vec::new(),
        })
    }
}
