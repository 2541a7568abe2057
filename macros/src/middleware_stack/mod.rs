//! `middleware_stack!`: the declared stack, as one nested static type.

mod ends;
mod expand;
mod lookup;
mod model;
mod parse;
mod path;
mod stages;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::quote;

use crate::{diagnostics::Diagnostics, runtime_path};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let runtime = runtime_path::runtime(None);
    let mut found = Diagnostics::default();
    let stack = match syn::parse2::<parse::Stack>(input) {
        Ok(stack) => Some(stack),
        Err(error) => {
            found.push(error);
            None
        }
    };
    if let Some(stack) = &stack {
        model::check(stack, &mut found);
    }
    match found.finish(stack) {
        Ok(stack) => hygienic(expand::stack(&stack, &runtime)),
        // Diverges, so that whatever the stack is used for is not wrong too.
        Err(errors) => quote!({ #errors ::core::unreachable!() }),
    }
}

/// Gives our own variables names that no variable of the user's can be, also where the stack, or a
/// part of it, comes from a macro of the user's.
fn hygienic(tokens: TokenStream) -> TokenStream {
    let own = |token| match token {
        TokenTree::Ident(mut ident) => {
            if ident.to_string().starts_with("__onion_") {
                ident.set_span(ident.span().resolved_at(Span::mixed_site()));
            }
            TokenTree::Ident(ident)
        }
        TokenTree::Group(group) => {
            let mut own = Group::new(group.delimiter(), hygienic(group.stream()));
            own.set_span(group.span());
            TokenTree::Group(own)
        }
        other => other,
    };
    tokens.into_iter().map(own).collect()
}
