//! `#[handler]`: a function that answers at the end of a stack.

mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::{
    args::NoWord,
    attribute::{Attribute, Stub},
    diagnostics::Diagnostics,
    function::Function,
    signature::Params,
};

/// A handler that has been understood.
pub(crate) struct Handler;

impl Attribute for Handler {
    const NAME: &'static str = "handler";
    const STUB: Stub = Stub::Endpoint;
    type Word = NoWord;

    fn read(
        _: Option<NoWord>,
        function: &Function,
        params: &Params<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        model::check(function, params, found);
        Some(Self)
    }

    fn expand(
        &self,
        function: &Function,
        params: &Params<'_>,
        runtime: &TokenStream,
    ) -> TokenStream {
        expand::endpoint(function, params, runtime)
    }
}
