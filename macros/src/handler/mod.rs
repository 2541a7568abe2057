//! `#[handler]`: a function that answers at the end of a stack.

mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::{
    args::NoWord,
    attribute::{self, Plain, Stub, Wordless},
    diagnostics::Diagnostics,
    function::Function,
    impl_block::{self, OnImpl},
    signature::{Params, rules},
    subject::Subject,
};

/// The attribute.
pub(crate) enum Handler {}

/// Expands the attribute, on a function or on an `impl` block.
pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    impl_block::expand::<Handler>(args, item)
        .unwrap_or_else(|args| attribute::expand::<Plain<Handler>>(args, item))
}

impl Wordless for Handler {
    const NAME: &'static str = "handler";
    const STUB: Stub = Stub::Endpoint;

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        rules::concrete("handler", function, found);
        rules::free("handler", function, found);
        model::check(function, params, found);
    }

    fn expand(function: &Function, params: &Params<'_>, runtime: &TokenStream) -> TokenStream {
        expand::endpoint(&Subject::of(function, params, runtime))
    }
}

impl OnImpl for Handler {
    type Word = NoWord;
    const WHAT: &'static str = "handler";
    const HELP: &'static str = "write `async fn handle(&self, req: &Request) -> impl IntoResponse`";

    fn method(_: Option<&NoWord>) -> &'static str {
        "handle"
    }

    fn check(_: Option<&NoWord>, method: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(method, params, found);
    }

    fn expand(_: Option<&NoWord>, subject: &Subject<'_>) -> TokenStream {
        expand::endpoint(subject)
    }
}
