//! Misplaced: an attribute on what is no function.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Generics, Ident, Token, parse::Parser};

use crate::{function::hollow, returns::mentions, runtime_path::Runtime, surroundings};

/// The item is no function: says so on its keyword, and leaves it as it is.
///
/// Of a type, no stack says once more that it is no stage.
pub(crate) fn misplaced(
    name: &str,
    item: &TokenStream,
    error: &syn::Error,
    runtime: &Runtime,
) -> TokenStream {
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
    let declared = |input: syn::parse::ParseStream<'_>| {
        input.call(syn::Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        if !input.peek(Token![struct]) && !input.peek(Token![enum]) {
            return Err(input.error("no type that can be a stage"));
        }
        input.parse::<TokenTree>()?;
        let parts = (input.parse::<Ident>()?, input.parse::<Generics>()?);
        if input.peek(Token![where]) {
            return Err(input.error("bounds that an impl would have to repeat"));
        }
        input.parse::<TokenStream>()?;
        Ok(parts)
    };
    let error = match keyword.parse2(item.clone()) {
        // The compiler takes no attribute of ours on a statement, and says so.
        Ok(TokenTree::Ident(word)) if word == "let" => return item.clone(),
        Ok(TokenTree::Ident(word)) if KEYWORDS.iter().any(|keyword| word == keyword) => {
            goes_on(name, word)
        }
        // The compiler cannot read such a function either, and says so.
        Ok(_) if mentions(item.clone(), "fn") => return hollow(item),
        Ok(TokenTree::Ident(word)) => goes_on(name, word),
        _ => error.to_compile_error(),
    };
    let declared = declared.parse2(item.clone()).ok();
    let declared = declared.filter(|(ty, _)| surroundings::has_one_attribute(ty));
    let declared = declared.map(|(ty, generics)| {
        let (params, names, _) = generics.split_for_impl();
        quote!(impl #params #runtime::Declared for #ty #names {})
    });
    quote!(#item #declared #error)
}

fn goes_on(name: &str, word: Ident) -> TokenStream {
    let place = match name {
        "middleware" | "provider" | "handler" => "a function or an `impl` block",
        _ => "a function",
    };
    let text = format!("`#[{name}]` goes on {place}\n= help: write it above `fn`");
    syn::Error::new_spanned(word, text).to_compile_error()
}
