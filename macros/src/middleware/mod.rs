//! `#[middleware]`: a stage around the rest of the stack, or on one of its ways.

mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;

use crate::{
    attribute::{self, Attribute},
    diagnostics::Diagnostics,
    function::Function,
    impl_block::{self, OnImpl},
    runtime_path::Runtime,
    signature::Params,
    stub::Stub,
    subject::Subject,
};
pub(crate) use parse::When;

/// A stage that has been understood.
pub(crate) struct Middleware {
    when: When,
}

/// Expands the attribute, on a function or on an `impl` block.
pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    impl_block::expand::<Middleware>(args, item)
        .unwrap_or_else(|args| attribute::expand::<Middleware>(args, item))
}

impl Attribute for Middleware {
    const NAME: &'static str = "middleware";
    const STUB: Stub = Stub::Stage;
    type Word = When;

    fn read(
        word: Option<When>,
        function: &Function,
        params: &Params<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let when = moment(word.as_ref());
        crate::signature::rules::concrete("middleware", function, found);
        crate::signature::rules::free("middleware", function, found);
        model::check(when, function, params, found);
        Some(Self { when })
    }

    fn expand(&self, function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream {
        expand::impls(self.when, &Subject::of(function, params, runtime))
    }
}

impl OnImpl for Middleware {
    type Word = When;

    fn method(word: Option<&When>) -> &'static str {
        match word {
            None | Some(When::Around) => "handle",
            Some(When::Before) => "before",
            Some(When::After) => "after",
            Some(When::Finally) => "finally",
        }
    }

    fn is_passed_by(word: Option<&When>) -> bool {
        matches!(moment(word), When::Around)
    }

    const WHAT: &'static str = "stage";
    const HELP: &'static str =
        "write `async fn handle(&self, req: &mut Request, next: impl Next) -> Response`";

    fn check(word: Option<&When>, method: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        model::check(moment(word), method, params, found);
    }

    fn expand(word: Option<&When>, subject: &Subject<'_>) -> TokenStream {
        expand::impls(moment(word), subject)
    }
}

fn moment(word: Option<&When>) -> When {
    word.copied().unwrap_or(When::Around)
}
