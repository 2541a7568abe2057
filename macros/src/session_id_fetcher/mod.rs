//! `#[session_id_fetcher]`: a function that says where the session id of a request is.

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

/// A fetcher that has been understood.
pub(crate) struct SessionIdFetcher;

impl Attribute for SessionIdFetcher {
    const NAME: &'static str = "session_id_fetcher";
    const STUB: Stub = Stub::Fetcher;
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
        expand::part(function, params, runtime)
    }
}
