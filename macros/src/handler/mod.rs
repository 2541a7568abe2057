//! `#[handler]`: a function that answers at the end of a stack.

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
enum Handler {}

/// Expands the attribute, on a function or on an `impl` block.
pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    twofold::expand::<Handler>(args, item)
}

impl Twofold for Handler {
    const NAME: &'static str = "handler";
    const STUB: Stub = Stub::Endpoint;
    const METHOD: &'static str = "handle";
    const HELP: &'static str = "write `async fn handle(&self, req: &Request) -> impl IntoResponse`";

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(function, params, found);
    }

    fn expand(subject: &Subject<'_>) -> TokenStream {
        expand::endpoint(subject)
    }
}
