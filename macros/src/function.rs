//! Function: what an attribute stands on; its body stays raw tokens, so that a half-typed one passes.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::{
    Attribute, FnArg, Ident, ReturnType, Signature, Token, Type, Visibility,
    parse::{Parse, ParseStream},
};

use crate::{
    signature::{self, annotation},
    source::Source,
};

/// A function or a method.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    pub(crate) body: TokenTree,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attrs: input.call(Attribute::parse_outer)?,
            vis: input.parse()?,
            sig: input.parse()?,
            body: input.parse()?,
        })
    }
}

impl Function {
    pub(crate) fn name(&self) -> &Ident {
        &self.sig.ident
    }

    pub(crate) fn is_async(&self) -> bool {
        self.sig.asyncness.is_some()
    }

    /// `.await` where the function is async.
    pub(crate) fn awaited(&self) -> TokenStream {
        self.sig
            .asyncness
            .map(|_| quote::quote!(.await))
            .unwrap_or_default()
    }

    /// The type after the arrow.
    pub(crate) fn returns(&self) -> Option<&Type> {
        match &self.sig.output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(ty),
        }
    }

    /// The arrow of the return type.
    pub(crate) fn arrow(&self) -> Option<&Token![->]> {
        match &self.sig.output {
            ReturnType::Default => None,
            ReturnType::Type(arrow, _) => Some(arrow),
        }
    }

    /// Whether it is a method, or is meant to be one.
    pub(crate) fn has_receiver(&self) -> bool {
        matches!(self.sig.inputs.first(), Some(FnArg::Receiver(_)))
    }

    /// The function as the user wrote it, without our own marks on its parameters.
    ///
    /// An attribute macro has to remove its helper attributes itself (rust-lang/rust#65823).
    pub(crate) fn untouched(&self) -> TokenStream {
        let mut sig = self.sig.clone();
        for input in &mut sig.inputs {
            if let FnArg::Typed(typed) = input {
                typed
                    .attrs
                    .retain(|attr| !signature::meant_as_setting(attr) && !annotation::is_one(attr));
            }
        }
        let mut tokens = TokenStream::new();
        tokens.append_all(&self.attrs);
        self.vis.to_tokens(&mut tokens);
        sig.to_tokens(&mut tokens);
        self.body.to_tokens(&mut tokens);
        tokens
    }
}

/// A function that the compiler cannot read, without its body: what it has not read is missing there.
///
/// An editor, which has no file, completes what stands in the body.
pub(crate) fn hollow(item: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    if let Some(last @ TokenTree::Group(_)) = tokens.last_mut()
        && Source::read().is_some()
    {
        *last = hollowed(last);
    }
    tokens.into_iter().collect()
}

/// A body that says nothing, so that nothing in it is wrong.
pub(crate) fn hollowed(body: &TokenTree) -> TokenTree {
    let mut nothing = Group::new(Delimiter::Brace, quote::quote!(::core::unreachable!()));
    nothing.set_span(body.span());
    TokenTree::Group(nothing)
}
