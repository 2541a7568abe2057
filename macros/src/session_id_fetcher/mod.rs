//! `#[session_id_fetcher]`: a function that says where the session id of a request is.

mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::{
    attribute::Wordless, diagnostics::Diagnostics, function::Function, runtime_path::Runtime,
    signature::Params, stub::Stub,
};

/// The attribute.
pub(crate) enum SessionIdFetcher {}

impl Wordless for SessionIdFetcher {
    const NAME: &'static str = "session_id_fetcher";
    const STUB: Stub = Stub::Fetcher;

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(function, params, found);
    }

    fn expand(function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream {
        expand::part(function, params, runtime)
    }
}
