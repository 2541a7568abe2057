//! Rules: what no annotated function may be, one refusal each, and where a refusal stands.

mod attributes;
mod head;
mod parameters;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

pub(crate) use attributes::{ATTRIBUTES, ours, single};
pub(crate) use head::{concrete, free, is_generic, lasting, method, plain};
pub(crate) use parameters::{no_rest, once, one_request, optional, passed_on, refuse};

use crate::function::Function;

/// The parentheses of the parameter list, where something is missing from it.
pub(crate) fn list(function: &Function) -> TokenStream {
    let mut group = proc_macro2::Group::new(
        proc_macro2::Delimiter::Parenthesis,
        function.sig.inputs.to_token_stream(),
    );
    group.set_span(function.sig.paren_token.span.join());
    quote!(#group)
}

/// The place where a return type would stand: the end of the parameter list.
pub(crate) fn end(function: &Function) -> TokenStream {
    let span = function.sig.paren_token.span.close();
    let mut end = proc_macro2::Literal::string("");
    end.set_span(span);
    quote!(#end)
}
