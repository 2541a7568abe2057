//! `#[handler]`: an endpoint.

mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::{
    attribute::{Attribute, Model, Stub},
    diagnostics::Diagnostics,
    function::Function,
    signature::Params,
};

/// A handler that has been understood.
pub(crate) struct Handler;

impl Attribute for Handler {
    const NAME: &'static str = "handler";
    const STUB: Stub = Stub::Endpoint;

    fn read<'a>(
        args: TokenStream,
        function: &'a Function,
        params: &'a Params<'a>,
        found: &mut Diagnostics,
    ) -> Model<'a, Self> {
        model::read(args, function, params, found)
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
