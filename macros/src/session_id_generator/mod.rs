//! `#[session_id_generator]`: a function that makes new session ids.

mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::{
    attribute::Wordless, diagnostics::Diagnostics, function::Function, runtime_path::Runtime,
    signature::Params, stub::Stub,
};

/// The attribute.
pub(crate) enum SessionIdGenerator {}

impl Wordless for SessionIdGenerator {
    const NAME: &'static str = "session_id_generator";
    const STUB: Stub = Stub::Generator;

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(function, params, found);
    }

    fn expand(function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream {
        expand::part(function, params, runtime)
    }
}
