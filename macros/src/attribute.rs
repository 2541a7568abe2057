//! Attribute: the front door of every attribute, so that a broken call shows its own errors only.

use std::marker::PhantomData;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::parse::Parser;

use crate::{
    args::{Args, NoWord},
    body,
    companion::Companion,
    diagnostics::Diagnostics,
    function::{self, Function},
    returns::is_spelled,
    signature::{Params, Setting, annotation, borrowing, foreign, rules, types},
    stage::Impl,
    surroundings::{self, Taken},
};

/// What an attribute makes of a function.
pub(crate) trait Attribute: Sized {
    /// The name, as users write it.
    const NAME: &'static str;
    /// What keeps a broken function usable where its name is mentioned.
    const STUB: Stub;
    /// The words in the parentheses of the attribute.
    type Word: crate::args::Word;

    /// Understands the arguments and the signature; notes every mistake.
    fn read(
        word: Option<Self::Word>,
        function: &Function,
        params: &Params<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self>;

    /// Writes the impls; cannot fail.
    fn expand(
        &self,
        function: &Function,
        params: &Params<'_>,
        runtime: &TokenStream,
    ) -> TokenStream;
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
    fn expand(function: &Function, params: &Params<'_>, runtime: &TokenStream) -> TokenStream;
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

    fn expand(
        &self,
        function: &Function,
        params: &Params<'_>,
        runtime: &TokenStream,
    ) -> TokenStream {
        W::expand(function, params, runtime)
    }
}

/// Expands an attribute on a function.
pub(crate) fn expand<A: Attribute>(args: TokenStream, item: &TokenStream) -> TokenStream {
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => return misplaced(A::NAME, item, &error),
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
    let (impls, errors) = match found.finish(attribute) {
        Ok(attribute) => {
            let impls = attribute.expand(&function, &params, &runtime);
            (placed(function.name().span(), impls), None)
        }
        Err(errors) => (stub(&A::STUB, &function, &params, &runtime), Some(errors)),
    };
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
        runtime: &runtime,
    };
    let companion = companion.declare(&impls);
    quote!(#user #companion #errors)
}

/// Gives each item of ours the place of the user's: a function's name, or the word `impl`.
///
/// Of a type that does not exist, the compiler proposes to make it a parameter of the item that names
/// it. Where all of these seem to be the user's, the same error is not told once an item.
pub(crate) fn placed(span: Span, items: TokenStream) -> TokenStream {
    let items = items.into_iter().map(|mut token| {
        if let TokenTree::Ident(word) = &mut token
            && (word == "impl" || word == "_")
        {
            word.set_span(span);
        }
        token
    });
    items.collect()
}

/// Which trait a broken function still implements.
pub(crate) enum Stub {
    Stage,
    Provider,
    Endpoint,
    Fetcher,
    Generator,
}

/// An impl of the right shape and without content.
fn stub(
    stub: &Stub,
    function: &Function,
    params: &Params<'_>,
    runtime: &TokenStream,
) -> TokenStream {
    let name = function.name();
    let nothing = Params::none();
    // Below it, what it was to lend is not missing too.
    let lent = match stub {
        Stub::Provider => function.returns().map(|ty| {
            let value = borrowing::arguments(ty).next();
            let value = value.filter(|_| is_spelled(ty, |name| name.ends_with("Result")));
            value.unwrap_or(ty)
        }),
        _ => params.lends(),
    };
    let lent = lent.filter(|ty| {
        types::lendable(ty) && !types::is_future(ty) && foreign::mistaken(ty).is_none()
    });
    let parts = Impl {
        runtime,
        owner: quote!(#name),
        generics: None,
        name,
        params: &nothing,
        kind: "Around",
        lends: lent.map_or_else(|| quote!(()), |ty| quote!(#runtime::__private::Lend<#ty>)),
        lent: None,
        made_of: None,
        reading: false,
        checks: Vec::new(),
    };
    let never = quote!(::core::future::pending().await);
    match stub {
        Stub::Stage | Stub::Provider => parts.hook(Some(&quote!(::core::unreachable!())), None),
        Stub::Endpoint => parts.endpoint(&quote!(::core::future::pending())),
        Stub::Fetcher => quote! {
            impl #runtime::FetchId for #name {
                type Needs = ();
                async fn fetch<'__a>(
                    &'__a self,
                    _: &'__a mut #runtime::Request,
                    (): (),
                ) -> ::core::result::Result<
                    ::core::option::Option<#runtime::__private::String>,
                    #runtime::__private::Failure,
                > {
                    #never
                }
            }
        },
        Stub::Generator => quote! {
            impl #runtime::GenerateId for #name {
                type Needs = ();
                async fn generate<'__a>(
                    &'__a self,
                    (): (),
                ) -> ::core::result::Result<#runtime::SessionId, #runtime::__private::Failure> {
                    #never
                }
            }
        },
    }
}

/// The item is no function: says so on its keyword, and leaves it as it is.
pub(crate) fn misplaced(name: &str, item: &TokenStream, error: &syn::Error) -> TokenStream {
    const KEYWORDS: [&str; 10] = [
        "struct", "enum", "union", "trait", "mod", "impl", "type", "static", "use", "const",
    ];
    let keyword = |input: syn::parse::ParseStream<'_>| {
        input.call(syn::Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        let next: TokenTree = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(next)
    };
    let error = match keyword.parse2(item.clone()) {
        // The compiler takes no attribute of ours on a statement, and says so.
        Ok(TokenTree::Ident(word)) if word == "let" => return item.clone(),
        Ok(TokenTree::Ident(word)) if KEYWORDS.iter().any(|keyword| word == keyword) => {
            goes_on(name, word)
        }
        // The compiler cannot read such a function either, and says so.
        Ok(_) if crate::returns::mentions(item.clone(), "fn") => return function::hollow(item),
        Ok(TokenTree::Ident(word)) => goes_on(name, word),
        _ => error.to_compile_error(),
    };
    quote!(#item #error)
}

fn goes_on(name: &str, word: syn::Ident) -> TokenStream {
    let place = match name {
        "middleware" | "provider" | "handler" => "a function or an `impl` block",
        _ => "a function",
    };
    let text = format!("`#[{name}]` goes on {place}\n= help: write it above `fn`");
    syn::Error::new_spanned(word, text).to_compile_error()
}
