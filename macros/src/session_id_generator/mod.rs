//! `#[session_id_generator]`: a function that makes new session ids.

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

/// A generator that has been understood.
pub(crate) struct SessionIdGenerator;

impl Attribute for SessionIdGenerator {
    const NAME: &'static str = "session_id_generator";
    const STUB: Stub = Stub::Generator;
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
