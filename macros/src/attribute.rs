//! Attribute: the front door of every attribute, so that a broken call shows its own errors only.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::Parser;

use crate::{companion::Companion, diagnostics::Diagnostics, function::Function, signature::Params};

/// What an attribute makes of a function.
pub(crate) trait Attribute: Sized {
    /// The name, as users write it.
    const NAME: &'static str;
    /// The stub impls that keep a broken function usable where its name is mentioned.
    const STUB: Stub;

    /// Reads the arguments and the signature; notes every mistake.
    fn read<'a>(
        args: TokenStream,
        function: &'a Function,
        params: &'a Params<'a>,
        found: &mut Diagnostics,
    ) -> Model<'a, Self>;

    /// Writes the impls; cannot fail.
    fn expand(&self, function: &Function, params: &Params<'_>, runtime: &TokenStream)
    -> TokenStream;
}

/// What an attribute has understood.
pub(crate) struct Model<'a, A> {
    pub(crate) attribute: Option<A>,
    pub(crate) runtime: TokenStream,
    pub(crate) function: std::marker::PhantomData<&'a Function>,
}

/// Which traits a broken function still implements.
pub(crate) enum Stub {
    Stage,
    Endpoint,
    Fetcher,
    Generator,
}

/// Expands an attribute on a function.
pub(crate) fn expand<A: Attribute>(args: TokenStream, item: TokenStream) -> TokenStream {
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => return misplaced::<A>(&item, error),
    };
    let mut found = Diagnostics::default();
    let params = Params::read(&function, &mut found);
    let Model { attribute, runtime, .. } = A::read(args, &function, &params, &mut found);
    let user = function.untouched();
    match found.finish(attribute) {
        Ok(attribute) => {
            let companion =
                Companion { function: &function, settings: params.settings(), runtime: &runtime };
            let companion = companion.declare();
            let impls = attribute.expand(&function, &params, &runtime);
            quote! {
                #user
                #companion
                const _: () = { #impls };
            }
        }
        Err(errors) => {
            let companion =
                Companion { function: &function, settings: params.settings(), runtime: &runtime };
            let companion = companion.declare();
            let stub = stub(&A::STUB, &function, &runtime);
            quote! {
                #user
                #companion
                const _: () = { #stub };
                #errors
            }
        }
    }
}

/// The item is no function: says so on its keyword, and leaves it as it is.
fn misplaced<A: Attribute>(item: &TokenStream, error: syn::Error) -> TokenStream {
    let keyword = item.clone().into_iter().find(|token| {
        matches!(token, TokenTree::Ident(word)
            if ["struct", "enum", "union", "trait", "mod", "impl", "type", "static", "use", "const"]
                .contains(&word.to_string().as_str()))
    });
    let is_function = {
        let skip = |input: syn::parse::ParseStream<'_>| {
            input.call(syn::Attribute::parse_outer)?;
            input.parse::<syn::Visibility>()?;
            let found = input.peek(syn::Token![fn])
                || input.peek(syn::Token![async])
                || input.peek(syn::Token![unsafe])
                || (input.peek(syn::Token![const]) && input.peek2(syn::Token![fn]));
            input.parse::<TokenStream>()?;
            Ok(found)
        };
        skip.parse2(item.clone()).unwrap_or(false)
    };
    let error = match keyword {
        Some(keyword) if !is_function => {
            let name = A::NAME;
            let place = if name == "middleware" { "a function or an `impl` block" } else { "a function" };
            let mut found = Diagnostics::default();
            found.error(keyword, format!("`#[{name}]` goes on {place}"), "");
            found.finish(None::<()>).err().unwrap_or_default()
        }
        _ => error.to_compile_error(),
    };
    quote!(#item #error)
}

/// Impls with the right shape and no content, so that whatever names the function still compiles.
fn stub(stub: &Stub, function: &Function, runtime: &TokenStream) -> TokenStream {
    let name = function.name();
    match stub {
        Stub::Stage => quote!(#runtime::__private::stub_stage!(#name);),
        Stub::Endpoint => quote!(#runtime::__private::stub_endpoint!(#name);),
        Stub::Fetcher => quote!(#runtime::__private::stub_fetcher!(#name);),
        Stub::Generator => quote!(#runtime::__private::stub_generator!(#name);),
    }
}
