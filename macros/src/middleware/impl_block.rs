//! `#[middleware]` on an `impl` block: a stage with generics or private state.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, FnArg, Generics, Ident, Token, Type, braced,
    parse::{Parse, ParseStream},
};

use super::{
    When,
    expand::{self as write},
    model,
};
use crate::{
    args::Args,
    attribute, body,
    diagnostics::Diagnostics,
    function::Function,
    returns,
    signature::{Params, rules},
};

/// An inherent `impl` block; the bodies of its methods stay raw tokens.
pub(super) struct ImplBlock {
    attrs: Vec<Attribute>,
    impl_token: Token![impl],
    generics: Generics,
    owner: Type,
    items: Vec<Item>,
}

enum Item {
    Method(Box<Function>),
    /// What is marked `#[check]`: it tells whether the settings can work.
    Check(Box<Function>),
    Other(TokenStream),
}

impl Parse for ImplBlock {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let impl_token = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let owner = input.parse()?;
        generics.where_clause = input.parse()?;
        let content;
        braced!(content in input);
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(content.parse()?);
        }
        Ok(Self {
            attrs,
            impl_token,
            generics,
            owner,
            items,
        })
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        if ahead.parse::<Function>().is_ok() {
            let mut method: Function = input.parse()?;
            let marks = method.attrs.len();
            method.attrs.retain(|attr| !attr.path().is_ident("check"));
            let is_check = method.attrs.len() < marks;
            let wrap = if is_check { Self::Check } else { Self::Method };
            return Ok(wrap(Box::new(method)));
        }
        let mut other = TokenStream::new();
        while !input.is_empty() {
            let token: TokenTree = input.parse()?;
            let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
            token.to_tokens(&mut other);
            if ends {
                break;
            }
        }
        Ok(Self::Other(other))
    }
}

impl ImplBlock {
    /// The method that is the stage: the only one, or the one with the name of its moment.
    fn stage(&self, when: When) -> Option<&Function> {
        let methods = || {
            self.items.iter().filter_map(|item| match item {
                Item::Method(method) => Some(&**method),
                Item::Check(_) | Item::Other(_) => None,
            })
        };
        let with_self =
            |method: &&Function| matches!(method.sig.inputs.first(), Some(FnArg::Receiver(_)));
        let name = match when {
            When::Around => "handle",
            When::Before => "before",
            When::After => "after",
            When::Finally => "finally",
        };
        let mut candidates = methods().filter(with_self);
        match (candidates.next(), candidates.next()) {
            (Some(only), None) => Some(only),
            _ => methods().find(|method| method.name() == name),
        }
    }

    /// What is asked when a stack is built.
    fn checks(&self) -> impl Iterator<Item = &Function> {
        self.items.iter().filter_map(|item| match item {
            Item::Check(method) => Some(&**method),
            Item::Method(_) | Item::Other(_) => None,
        })
    }

    /// The block, with another body of one of its methods where there is one.
    fn mended(&self, method: &Function, body: Option<TokenTree>) -> TokenStream {
        let Some(body) = body else {
            return self.untouched();
        };
        let items = self.items.iter().map(|item| match item {
            Item::Method(own) if std::ptr::eq(&raw const **own, method) => {
                let mut mended = method.clone();
                mended.replace_body(body.clone());
                mended.untouched()
            }
            Item::Method(own) | Item::Check(own) => own.untouched(),
            Item::Other(other) => other.clone(),
        });
        self.around(items)
    }

    fn untouched(&self) -> TokenStream {
        let items = self.items.iter().map(|item| match item {
            Item::Method(method) | Item::Check(method) => method.untouched(),
            Item::Other(other) => other.clone(),
        });
        self.around(items)
    }

    fn around(&self, items: impl Iterator<Item = TokenStream>) -> TokenStream {
        let Self {
            attrs,
            impl_token,
            generics,
            owner,
            items: _,
        } = self;
        let (params, _, bounds) = generics.split_for_impl();
        quote!(#(#attrs)* #impl_token #params #owner #bounds { #(#items)* })
    }

    /// The name of the type, without its path and generics.
    fn name(&self) -> Option<&Ident> {
        match &self.owner {
            Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
            _ => None,
        }
    }
}

pub(super) fn expand(args: TokenStream, block: &ImplBlock) -> TokenStream {
    let mut found = Diagnostics::default();
    let Args { word, runtime } = Args::<When>::read(args, &mut found);
    let when = word.unwrap_or(When::Around);
    let user = block.untouched();
    if !found.is_empty() {
        let errors = found.finish(None::<()>).err();
        return quote!(#user #errors);
    }
    let (stage, name) = (block.stage(when), block.name());
    let (Some(method), Some(name)) = (stage, name) else {
        found.error(
            block.impl_token,
            "no method of this `impl` block is the stage",
            "write `async fn handle(&self, req: &mut Request, next: impl Next) -> Response`",
        );
        let errors = found.finish(None::<()>).err();
        return quote!(#user #errors);
    };
    let params = Params::read(method, &mut found);
    rules::method(method, &mut found);
    rules::refuse(
        &params,
        |role| matches!(role, crate::signature::Role::Setting(_)),
        "the settings of a struct are its fields",
        "remove `#[setting]`, and read the value from `self`",
        &mut found,
    );
    rules::lasting(&block.generics, &mut found);
    model::check(when, method, &params, &mut found);
    block
        .checks()
        .for_each(|check| model::settings_check(check, &mut found));
    let body = body::check(method, &params, &runtime, &mut found);
    let concrete = block.generics.params.is_empty()
        && block.generics.where_clause.is_none()
        && !returns::mentions(method.sig.to_token_stream(), "Self");
    // Where types cannot be named outside of the block, the compiler's own words have to do.
    let fallback = concrete.then(|| {
        quote! {
            #[allow(unused_imports)]
            use #runtime::__private::fallback::*;
        }
    });
    let method_name = method.name();
    let owner = &block.owner;
    match found.finish(Some(())) {
        Ok(()) => {
            let impls = write::impls(&write::Subject {
                when,
                function: method,
                params: &params,
                runtime: &runtime,
                owner: quote!(#owner),
                made_of: Some(owner),
                generics: (!concrete).then_some(&block.generics),
                name,
                callee: quote!(self.#method_name),
                checks: block.checks().collect(),
            });
            let impls = attribute::placed(block.impl_token.span, impls);
            quote! {
                #user
                const _: () = {
                    #fallback
                    #impls
                };
            }
        }
        Err(errors) => {
            let user = block.mended(method, body);
            quote!(#user #errors)
        }
    }
}
