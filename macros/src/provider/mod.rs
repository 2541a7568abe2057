//! `#[provider]`: a function whose value everything below can borrow.

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
pub(crate) enum Provider {}

/// Expands the attribute, on a function or on an `impl` block.
pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    impl_block::expand::<Provider>(args, item)
        .unwrap_or_else(|args| attribute::expand::<Plain<Provider>>(args, item))
}

impl Wordless for Provider {
    const NAME: &'static str = "provider";
    const STUB: Stub = Stub::Provider;

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        rules::concrete("provider", function, found);
        rules::free("provider", function, found);
        model::check(function, params, found);
    }

    fn expand(function: &Function, params: &Params<'_>, runtime: &TokenStream) -> TokenStream {
        expand::stage(&Subject::of(function, params, runtime))
    }
}

impl OnImpl for Provider {
    type Word = NoWord;
    const WHAT: &'static str = "provider";
    const HELP: &'static str = "write `async fn provide(&self, req: &Request) -> T`";

    fn method(_: Option<&NoWord>) -> &'static str {
        "provide"
    }

    fn check(_: Option<&NoWord>, method: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(method, params, found);
    }

    fn expand(_: Option<&NoWord>, subject: &Subject<'_>) -> TokenStream {
        expand::stage(subject)
    }
}
