//! Signature: what the parameters of an annotated function are, decided by their shape.

pub(crate) mod annotation;
pub(crate) mod borrowing;
pub(crate) mod foreign;
mod param;
mod rest;
pub(crate) mod rules;
pub(crate) mod session;
mod setting;
pub(crate) mod types;

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{FnArg, Ident, Type, spanned::Spanned};

pub(crate) use param::{Param, Role};
pub(crate) use rest::{is_named_rest, is_object, is_request, is_rest, lend_one, misnamed_rest};
pub(crate) use setting::Setting;
pub(crate) use setting::meant as meant_as_setting;

use crate::{
    diagnostics::Diagnostics, function::Function, returns::is_spelled, runtime_path::Runtime,
};

/// The parameters of an annotated function.
pub(crate) struct Params<'a> {
    list: Vec<Param<'a>>,
    /// What the method that says whether the stage applies borrows beside them.
    asked: Vec<Param<'a>>,
    is_broken: bool,
}

impl<'a> Params<'a> {
    pub(crate) fn read(function: &'a Function, found: &mut Diagnostics) -> Self {
        let before = found.len();
        let list = function
            .sig
            .inputs
            .iter()
            .enumerate()
            .filter_map(|(place, input)| match input {
                FnArg::Receiver(_) => None,
                FnArg::Typed(typed) => Some(Param::read(place, typed, found)),
            })
            .collect();
        Self {
            list,
            asked: Vec::new(),
            is_broken: found.len() > before,
        }
    }

    /// Whether one of them has been refused already, so that its role is not known.
    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Each by itself.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = Param<'a>> {
        self.list.into_iter()
    }

    /// The parameters of a function that takes nothing.
    pub(crate) fn none() -> Self {
        Self {
            list: Vec::new(),
            asked: Vec::new(),
            is_broken: false,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Param<'a>> {
        self.list.iter().chain(&self.asked)
    }

    /// What another method of the stage borrows: the name of the value in generated code.
    pub(crate) fn also(&mut self, mut param: Param<'a>) -> Ident {
        let same = |known: &&Param<'_>| known.borrows_like(&param);
        let known = self.borrowed().iter().position(same);
        let index = known.unwrap_or_else(|| {
            let index = self.borrowed().len();
            param.move_behind(self.list.len() + self.asked.len());
            self.asked.push(param);
            index
        });
        borrowed(index)
    }

    /// Those that are borrowed from the stack, in order.
    pub(crate) fn borrowed(&self) -> Vec<&Param<'a>> {
        self.iter()
            .filter(|param| matches!(param.role, Role::Borrowed(_) | Role::Optional(_)))
            .collect()
    }

    /// The types that are taken by value, in order.
    pub(crate) fn values(&self) -> Vec<&'a Type> {
        self.list
            .iter()
            .filter_map(|param| match param.role {
                Role::Value(ty) => Some(ty),
                _ => None,
            })
            .collect()
    }

    /// Those of them that are spelled as parts of the path: what it saves to ask no other is a constant.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &'a Type> {
        let values = self.values().into_iter();
        values.filter(|ty| is_spelled(ty, |name| name == "Path"))
    }

    pub(crate) fn settings(&self) -> Vec<&Setting<'a>> {
        self.list
            .iter()
            .filter_map(|param| match &param.role {
                Role::Setting(setting) => Some(&**setting),
                _ => None,
            })
            .collect()
    }

    /// Those that are `&mut T`.
    pub(crate) fn exclusive(&self) -> Vec<&Param<'a>> {
        self.list
            .iter()
            .filter(|param| matches!(param.role, Role::Exclusive(_)))
            .collect()
    }

    /// Those that are `impl Next` or `impl NextWith<T>`.
    pub(crate) fn rests(&self) -> Vec<&Param<'a>> {
        self.list
            .iter()
            .filter(|param| matches!(param.role, Role::Rest(_)))
            .collect()
    }

    /// The type that the rest of the stack is lent.
    pub(crate) fn lends(&self) -> Option<&'a Type> {
        self.list.iter().find_map(|param| match param.role {
            Role::Rest(lent) => lent,
            _ => None,
        })
    }

    /// `(Config, (User, end))`.
    pub(crate) fn needs(&self, runtime: &Runtime, end: TokenStream) -> TokenStream {
        needs(&self.borrowed(), runtime, end)
    }

    /// `(__borrowed_0, (__borrowed_1, ()))`, which takes apart what was borrowed.
    pub(crate) fn pattern(&self) -> TokenStream {
        pattern(self.borrowed().len())
    }

    /// The arguments of a call, in the order of the parameters.
    ///
    /// Borrowed values have the names of [`pattern`](Self::pattern), extracted ones of
    /// [`extracted`]; the caller names the others.
    pub(crate) fn arguments(
        &self,
        runtime: &Runtime,
        exclusive: &TokenStream,
        rest: &TokenStream,
    ) -> Vec<TokenStream> {
        let (mut borrows, mut values) = (0, 0);
        self.list
            .iter()
            .map(|param| match &param.role {
                Role::Borrowed(_) | Role::Optional(_) => {
                    let name = borrowed(borrows);
                    borrows += 1;
                    quote!(#name)
                }
                Role::Value(ty) => {
                    let mut name = extracted(values);
                    name.set_span(ty.span().resolved_at(name.span()));
                    values += 1;
                    quote!(#name)
                }
                Role::Setting(setting) => setting.argument(),
                Role::Exclusive(_) if param.is_given() => exclusive.clone(),
                Role::Exclusive(ty) => {
                    let name = param.alias();
                    quote_spanned!(ty.span()=> #runtime::Exclusive::<#name>::lend(#exclusive))
                }
                Role::Rest(_) => rest.clone(),
            })
            .collect()
    }
}

/// `(Config, (User, end))` of these.
pub(crate) fn needs(borrowed: &[&Param<'_>], runtime: &Runtime, end: TokenStream) -> TokenStream {
    borrowed.iter().rev().fold(end, |rest, param| {
        let ty = param.ty();
        if let Role::Optional(_) = param.role {
            quote!(#runtime::Optional<#ty, #rest>)
        } else {
            quote!((#ty, #rest))
        }
    })
}

/// `(__borrowed_0, (__borrowed_1, ()))`, which takes apart so many of them.
pub(crate) fn pattern(count: usize) -> TokenStream {
    (0..count).rev().fold(quote!(()), |rest, index| {
        let name = borrowed(index);
        quote!((#name, #rest))
    })
}

/// The name of a borrowed value in generated code.
pub(crate) fn borrowed(index: usize) -> Ident {
    format_ident!("__borrowed_{index}")
}

/// The name of an extracted value in generated code.
pub(crate) fn extracted(index: usize) -> Ident {
    format_ident!("__extracted_{index}")
}
