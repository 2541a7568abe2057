//! `#[provider]`: a function whose value everything below can borrow.

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

/// A provider that has been understood.
pub(crate) struct Provider;

impl Attribute for Provider {
    const NAME: &'static str = "provider";
    const STUB: Stub = Stub::Provider;
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
        expand::stage(function, params, runtime)
    }
}
