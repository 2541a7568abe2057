//! `middleware_stack!`: the declared stack, as one nested static type.

/// Quotes what is ours: its variables are no variables of the user's, also where the stack, or a part of
/// it, comes from a macro of the user's.
macro_rules! own {
    ($($tokens:tt)*) => {
        quote::quote_spanned!(proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}

mod ends;
mod expand;
mod lookup;
mod model;
mod parse;
mod path;
mod stages;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

use crate::{diagnostics::Diagnostics, runtime_path::Runtime};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let runtime = Runtime::of(None);
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
        Ok(stack) => expand::stack(&stack, &runtime),
        // Diverges, so that whatever the stack is used for is not wrong too.
        Err(errors) => quote!({ #errors ::core::unreachable!() }),
    }
}

/// A variable of ours among tokens that have the user's place.
fn variable(name: &str, span: Span) -> Ident {
    Ident::new(name, span.resolved_at(Span::mixed_site()))
}
