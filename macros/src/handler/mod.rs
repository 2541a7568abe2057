//! `#[handler]`: a function that answers at the end of a stack.

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
pub(crate) enum Handler {}

impl Wordless for Handler {
    const NAME: &'static str = "handler";
    const STUB: Stub = Stub::Endpoint;

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(function, params, found);
    }

    fn expand(function: &Function, params: &Params<'_>, runtime: &TokenStream) -> TokenStream {
        expand::endpoint(function, params, runtime)
    }
}
