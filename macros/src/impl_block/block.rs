//! Block: the `impl` block as it is written; the bodies of its methods stay raw tokens.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, FnArg, Generics, Ident, Token, Type, braced,
    parse::{Parse, ParseStream},
};

use crate::{function::Function, runtime_path::Runtime, source::Source, surroundings};

/// An inherent `impl` block.
pub(super) struct ImplBlock {
    attrs: Vec<Attribute>,
    pub(super) impl_token: Token![impl],
    pub(super) generics: Generics,
    pub(super) owner: Type,
    items: Vec<Item>,
}

enum Item {
    Method(Box<Function>),
    /// What is marked `#[check]`: it tells whether the settings can work.
    Check(Box<Function>),
    /// What is marked `#[applies]`: it tells which requests the stage is for.
    Applies(Box<Function>),
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
            let mut method = Box::new(input.parse::<Function>()?);
            return Ok(if unmarked(&mut method, "check") {
                Self::Check(method)
            } else if unmarked(&mut method, "applies") {
                Self::Applies(method)
            } else {
                Self::Method(method)
            });
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

/// Takes this mark off the method; tells whether it was there.
fn unmarked(method: &mut Function, mark: &str) -> bool {
    let marks = method.attrs.len();
    method.attrs.retain(|attr| !attr.path().is_ident(mark));
    method.attrs.len() < marks
}

impl ImplBlock {
    /// The method that the attribute is about: the only one, or the one with this name.
    pub(super) fn subject(&self, name: &str) -> Option<&Function> {
        let methods = || {
            self.items.iter().filter_map(|item| match item {
                Item::Method(method) => Some(&**method),
                Item::Check(_) | Item::Applies(_) | Item::Other(_) => None,
            })
        };
        let with_self =
            |method: &&Function| matches!(method.sig.inputs.first(), Some(FnArg::Receiver(_)));
        let mut candidates = methods().filter(with_self);
        match (candidates.next(), candidates.next()) {
            (Some(only), None) => Some(only),
            _ => methods().find(|method| method.name() == name),
        }
    }

    /// What is asked when a stack is built.
    pub(super) fn checks(&self) -> impl Iterator<Item = &Function> {
        self.items.iter().filter_map(|item| match item {
            Item::Check(method) => Some(&**method),
            Item::Method(_) | Item::Applies(_) | Item::Other(_) => None,
        })
    }

    /// What is asked of each request: whether the stage is for it.
    pub(super) fn questions(&self) -> impl Iterator<Item = &Function> {
        self.items.iter().filter_map(|item| match item {
            Item::Applies(method) => Some(&**method),
            Item::Method(_) | Item::Check(_) | Item::Other(_) => None,
        })
    }

    /// The block, with what its one method needs to be mended.
    pub(super) fn mended(
        &self,
        method: &Function,
        body: Option<TokenTree>,
        is_refused: bool,
        runtime: &Runtime,
    ) -> TokenStream {
        let mut mended = method.clone();
        mended.believe(runtime);
        if let Some(body) = body {
            mended.replace_body(body);
        } else if is_refused && Source::read().is_some() {
            mended.hollow();
        }
        let items = self.items.iter().map(|item| match item {
            Item::Method(own) if std::ptr::eq(&raw const **own, method) => mended.untouched(),
            Item::Method(own) | Item::Check(own) | Item::Applies(own) => own.untouched(),
            Item::Other(other) => other.clone(),
        });
        self.around(items)
    }

    pub(super) fn untouched(&self) -> TokenStream {
        let items = self.items.iter().map(|item| match item {
            Item::Method(method) | Item::Check(method) | Item::Applies(method) => {
                method.untouched()
            }
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

    /// That the type has an attribute, which no impl of a stage says.
    pub(super) fn declared(&self, runtime: &Runtime) -> Option<TokenStream> {
        self.name()
            .filter(|name| surroundings::has_one_attribute(name))?;
        let (params, _, bounds) = self.generics.split_for_impl();
        let owner = &self.owner;
        Some(quote!(impl #params #runtime::Declared for #owner #bounds {}))
    }

    /// The name of the type, without its path and generics.
    pub(super) fn name(&self) -> Option<&Ident> {
        match &self.owner {
            Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
            _ => None,
        }
    }
}
