//! `middleware_stack!`: the declared stack, as one nested static type.

mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;
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
        Ok(stack) => expand::stack(&stack, &runtime),
        // Diverges, so that whatever the stack is used for is not wrong too.
        Err(errors) => quote!({ #errors ::core::unreachable!() }),
    }
}
