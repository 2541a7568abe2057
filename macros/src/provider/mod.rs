//! `#[provider]`: a function whose value everything below can borrow.

mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::{
    diagnostics::Diagnostics,
    function::Function,
    signature::Params,
    stub::Stub,
    subject::Subject,
    twofold::{self, Twofold},
};

/// The attribute.
enum Provider {}

/// Expands the attribute, on a function or on an `impl` block.
pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    twofold::expand::<Provider>(args, item)
}

impl Twofold for Provider {
    const NAME: &'static str = "provider";
    const STUB: Stub = Stub::Provider;
    const METHOD: &'static str = "provide";
    const HELP: &'static str = "write `async fn provide(&self, req: &Request) -> T`";

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(function, params, found);
    }

    fn expand(subject: &Subject<'_>) -> TokenStream {
        expand::stage(subject)
    }
}
