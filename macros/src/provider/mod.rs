//! `#[provider]`: a function whose value everything below can borrow.

mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::{
    attribute::{Stub, Wordless},
    diagnostics::Diagnostics,
    function::Function,
    signature::Params,
};

/// The attribute.
pub(crate) enum Provider {}

impl Wordless for Provider {
    const NAME: &'static str = "provider";
    const STUB: Stub = Stub::Provider;

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(function, params, found);
    }

    fn expand(function: &Function, params: &Params<'_>, runtime: &TokenStream) -> TokenStream {
        expand::stage(function, params, runtime)
    }
}
