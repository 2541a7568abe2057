//! Twofold: an attribute without words that goes on a function, and on an `impl` block alike.

use std::marker::PhantomData;

use proc_macro2::TokenStream;

use crate::{
    args::NoWord,
    attribute::{self, Plain, Wordless},
    diagnostics::Diagnostics,
    function::Function,
    impl_block::{self, OnImpl},
    runtime_path::Runtime,
    signature::{Params, rules},
    stub::Stub,
    subject::Subject,
};

/// What such an attribute makes of a function or of a method.
pub(crate) trait Twofold {
    /// The name, as users write it.
    const NAME: &'static str;
    /// What keeps a broken function usable where its name is mentioned.
    const STUB: Stub;
    /// The name of the method, where an `impl` block has several.
    const METHOD: &'static str;
    /// What to write where none can be it.
    const HELP: &'static str;

    /// Notes every mistake of the signature.
    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics);

    /// Writes the impls; cannot fail.
    fn expand(subject: &Subject<'_>) -> TokenStream;
}

/// Expands the attribute, on a function or on an `impl` block.
pub(crate) fn expand<T: Twofold>(args: TokenStream, item: &TokenStream) -> TokenStream {
    impl_block::expand::<OnBoth<T>>(args, item)
        .unwrap_or_else(|args| attribute::expand::<Plain<OnBoth<T>>>(args, item))
}

struct OnBoth<T>(PhantomData<T>);

impl<T: Twofold> Wordless for OnBoth<T> {
    const NAME: &'static str = T::NAME;
    const STUB: Stub = T::STUB;

    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        rules::concrete(T::NAME, function, found);
        rules::free(T::NAME, function, found);
        T::check(function, params, found);
    }

    fn expand(function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream {
        T::expand(&Subject::of(function, params, runtime))
    }
}

impl<T: Twofold> OnImpl for OnBoth<T> {
    type Word = NoWord;
    const WHAT: &'static str = T::NAME;
    const HELP: &'static str = T::HELP;

    fn method(_: Option<&NoWord>) -> &'static str {
        T::METHOD
    }

    fn check(_: Option<&NoWord>, method: &Function, params: &Params<'_>, found: &mut Diagnostics) {
        T::check(method, params, found);
    }

    fn expand(_: Option<&NoWord>, subject: &Subject<'_>) -> TokenStream {
        T::expand(subject)
    }
}
