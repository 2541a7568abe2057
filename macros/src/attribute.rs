//! Attribute: the front door of every attribute, so that a broken call shows its own errors only.

use std::marker::PhantomData;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::{
    args::{self, Args, NoWord},
    body,
    companion::Companion,
    diagnostics::Diagnostics,
    function::Function,
    misplaced::misplaced,
    runtime_path::Runtime,
    signature::{Params, Setting, annotation, foreign, rules, types},
    stub::{Stub, stub},
    surroundings::{self, Taken},
};

/// The `_` of an item of ours, in the place that the item is to have: that of the user's.
///
/// Of a type that does not exist, the compiler proposes to make it a parameter of the item that names it. Where all
/// of these seem to be the user's, the same error is not told once an item.
pub(crate) fn unnamed(place: Span) -> TokenTree {
    TokenTree::Ident(Ident::new("_", place))
}

/// What an attribute makes of a function.
pub(crate) trait Attribute: Sized {
    /// The name, as users write it.
    const NAME: &'static str;
    /// What keeps a broken function usable where its name is mentioned.
    const STUB: Stub;
    /// The words in the parentheses of the attribute.
    type Word: args::Word;

    /// Understands the arguments and the signature; notes every mistake.
    fn read(
        word: Option<Self::Word>,
        function: &Function,
        params: &Params<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self>;

    /// Writes the impls; cannot fail.
    fn expand(&self, function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream;
}

/// An attribute that takes no words, so that there is nothing to remember between its two steps.
pub(crate) trait Wordless {
    /// The name, as users write it.
    const NAME: &'static str;
    /// What keeps a broken function usable where its name is mentioned.
    const STUB: Stub;

    /// Notes every mistake of the signature.
    fn check(function: &Function, params: &Params<'_>, found: &mut Diagnostics);

    /// Writes the impls; cannot fail.
    fn expand(function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream;
}

/// A wordless attribute that has been understood.
pub(crate) struct Plain<W>(PhantomData<W>);

impl<W: Wordless> Attribute for Plain<W> {
    const NAME: &'static str = W::NAME;
    const STUB: Stub = W::STUB;
    type Word = NoWord;

    fn read(
        _: Option<NoWord>,
        function: &Function,
        params: &Params<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        W::check(function, params, found);
        Some(Self(PhantomData))
    }

    fn expand(&self, function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream {
        W::expand(function, params, runtime)
    }
}

/// Expands an attribute on a function.
pub(crate) fn expand<A: Attribute>(args: TokenStream, item: &TokenStream) -> TokenStream {
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            let runtime = args::runtime_of::<A::Word>(args);
            return misplaced(A::NAME, item, &error, &runtime);
        }
    };
    let mut found = Diagnostics::default();
    let Args { word, runtime } = Args::read(args, &mut found);
    let params = Params::read(&function, &mut found);
    rules::single(A::NAME, &function, &mut found);
    types::sized(&function, &mut found);
    annotation::refuse(&function, &mut found);
    rules::one_request(&function, &params, &mut found);
    if !function.has_receiver() {
        foreign::refuse(&function, &mut found);
    }
    let taken = surroundings::taken(&function);
    if let Some(Taken::Item(what)) = taken {
        found.error(
            function.name(),
            format!("`{}` is the name of a {what} already, and a function in a stack is a type of its name", function.name()),
            "give the function another name",
        );
    }
    // What is wrong in the parentheses would only be repeated by the signature.
    let attribute = if found.is_empty() {
        A::read(word, &function, &params, &mut found)
    } else {
        rules::passed_on(A::NAME, &function, &params, &mut found);
        None
    };
    let body = body::check(&function, &params, &runtime, &mut found);
    let user = function.mended(body, params.is_broken(), &runtime);
    let short = Runtime::short();
    let (impls, errors) = match found.finish(attribute) {
        Ok(attribute) => (attribute.expand(&function, &params, &short), None),
        Err(errors) => (stub(&A::STUB, &function, &params, &short), Some(errors)),
    };
    if function.has_receiver()
        && let Some(owner) = surroundings::owner(&function)
    {
        let user = function.declaring(&owner, &runtime);
        return quote!(#user #errors);
    }
    if function.has_receiver() || taken.is_some() {
        // In an `impl` block nothing can stand beside a function.
        return quote!(#user #errors);
    }
    let spared: Vec<_> = params.settings().into_iter().map(Setting::spared).collect();
    let companion = Companion {
        function: &function,
        settings: match errors {
            Some(_) => spared.iter().collect(),
            None => params.settings(),
        },
        paths: params.paths().filter(|_| errors.is_none()).collect(),
        role: A::NAME,
        path: &runtime,
        runtime: &short,
    };
    let companion = companion.declare(&impls);
    quote!(#user #companion #errors)
}
