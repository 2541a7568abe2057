//! Applies: the method of a stage that tells which requests it is for.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    diagnostics::Diagnostics,
    function::Function,
    returns::respan,
    runtime_path::Runtime,
    signature::{Param, Params, Role, is_request, rules},
};

/// What is marked `#[applies]`.
pub(crate) struct Applies<'a> {
    method: &'a Function,
    arguments: Vec<TokenStream>,
}

/// Reads the one method that is marked, and adds what it borrows to what the stage does.
pub(super) fn read<'a>(
    mut marked: impl Iterator<Item = &'a Function>,
    may_pass: bool,
    params: &mut Params<'a>,
    found: &mut Diagnostics,
) -> Option<Applies<'a>> {
    let method = marked.next()?;
    if let Some(second) = marked.next() {
        found.error(
            second.name(),
            "a stage is asked once whether it applies",
            "remove this `#[applies]`, and ask both in one method",
        );
    }
    if !may_pass {
        found.error(
            method.name(),
            "only a middleware around the rest of the stack, which lends nothing, can be passed by",
            "remove `#[applies]`, and ask in the method that acts",
        );
        return None;
    }
    check(method, found);
    let asked = Params::read(method, found).into_iter();
    let arguments = asked.filter_map(|param| argument(param, params, found));
    Some(Applies {
        arguments: arguments.collect(),
        method,
    })
}

impl Applies<'_> {
    /// The question, about the request that generated code has.
    pub(crate) fn asked(&self, runtime: &Runtime) -> TokenStream {
        let (name, arguments) = (self.method.name(), &self.arguments);
        let place = self.method.returns().map_or(name.span(), Spanned::span);
        let here = runtime.at(place);
        let arguments = arguments.iter().cloned().map(|it| respan(it, place));
        // Without settings to ask it need not take the stage.
        let callee = if self.method.has_receiver() {
            quote_spanned!(place=> self.#name)
        } else {
            quote_spanned!(place=> Self::#name)
        };
        quote_spanned!(place=> #here::checks::AppliesReturns::applies(#callee(#(#arguments),*)))
    }
}

fn argument<'a>(
    param: Param<'a>,
    params: &mut Params<'a>,
    found: &mut Diagnostics,
) -> Option<TokenStream> {
    match param.role {
        Role::Borrowed(_) if is_request(&param.typed.ty) => Some(quote!(__request)),
        Role::Borrowed(_) | Role::Optional(_) => {
            let name = params.also(param);
            Some(quote!(#name))
        }
        Role::Exclusive(_) | Role::Rest(_) | Role::Setting(_) | Role::Value(_) => {
            found.error(
                param.typed,
                "whether a stage applies is told by what can be borrowed",
                "take `req: &Request`, and values of the stack as `&T`",
            );
            None
        }
    }
}

/// What the method may be.
fn check(method: &Function, found: &mut Diagnostics) {
    let name = method.name();
    let help = format!("write `fn {name}(&self, req: &Request) -> bool`");
    if let Some(keyword) = &method.sig.asyncness {
        found.error(
            keyword,
            "whether a stage applies is told without waiting",
            &help,
        );
    }
    if method.returns().is_none() {
        found.error(
            rules::end(method),
            format!("`{name}` does not tell whether the stage applies"),
            &help,
        );
    }
    if method.has_receiver() {
        rules::method(method, found);
    }
}
