//! Companion: the stage type that stands beside a function, with its name, and the settings it has.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Ident};

use crate::{function::Function, signature::Setting};

/// The struct beside a function.
pub(crate) struct Companion<'a> {
    pub(crate) function: &'a Function,
    pub(crate) settings: Vec<&'a Setting<'a>>,
    /// The path of the runtime crate.
    pub(crate) runtime: &'a TokenStream,
}

impl Companion<'_> {
    /// The struct, and how a stack makes one of it.
    pub(crate) fn declare(&self) -> TokenStream {
        let (name, vis, runtime) = (self.function.name(), &self.function.vis, self.runtime);
        let attrs = attributes(self.function);
        let fields = self.settings.iter().map(|setting| {
            let (name, ty) = (setting.name, setting.ty);
            let doc = format!("The setting `{name}`.");
            quote!(#[doc = #doc] #vis #name: #ty)
        });
        let text = name.to_string();
        let configure = self.configure();
        quote! {
            #(#attrs)*
            #[allow(non_camel_case_types, dead_code)]
            #vis struct #name { #(#fields,)* }

            const _: () = {
                #[automatically_derived]
                impl ::core::fmt::Debug for #name {
                    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str(#text)
                    }
                }
                #configure
                use #runtime as _;
            };
        }
    }

    /// How a stack makes the stage: out of nothing, or out of settings named one by one.
    fn configure(&self) -> TokenStream {
        let (name, runtime) = (self.function.name(), self.runtime);
        if self.settings.is_empty() {
            return quote! {
                #[automatically_derived]
                impl #runtime::__private::Configure for #name {
                    type Settings = #runtime::__private::Ready<Self>;
                    fn settings() -> Self::Settings {
                        #runtime::__private::Ready(Self {})
                    }
                }
            };
        }
        let required: Vec<_> = self
            .settings
            .iter()
            .filter(|s| s.default.is_none())
            .collect();
        let places: Vec<Ident> = (0..required.len())
            .map(|index| format_ident!("__Place{index}"))
            .collect();
        let markers: Vec<&Ident> = required.iter().map(|setting| setting.name).collect();
        let given: Vec<TokenStream> = required
            .iter()
            .map(|setting| {
                let ty = setting.ty;
                quote!(#runtime::__private::Set<#ty>)
            })
            .collect();
        let fields = self.settings.iter().map(|setting| {
            let (name, ty) = (setting.name, setting.ty);
            match required.iter().position(|other| other.name == name) {
                Some(index) => {
                    let place = &places[index];
                    quote!(#name: #place)
                }
                None => quote!(#name: ::core::option::Option<#ty>),
            }
        });
        let starts = self.settings.iter().map(|setting| {
            let name = setting.name;
            if setting.default.is_some() {
                quote!(#name: ::core::option::Option::None)
            } else {
                quote!(#name)
            }
        });
        let setters = self
            .settings
            .iter()
            .map(|setting| self.setter(setting, &required, &places));
        let values = self.settings.iter().map(|setting| {
            let name = setting.name;
            match &setting.default {
                Some(default) => quote!(#name: match self.#name {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => #default,
                }),
                None => quote!(#name: #runtime::__private::Given::value(self.#name)),
            }
        });
        let bounds = required.iter().zip(&places).map(|(setting, place)| {
            let ty = setting.ty;
            quote!(#place: #runtime::__private::Given<Value = #ty>)
        });
        let _ = given;
        quote! {
            #(
                #[allow(non_camel_case_types)]
                pub struct #markers;
            )*
            #[allow(unnameable_types)]
            pub struct __Settings<#(#places = #markers),*> { #(#fields,)* }

            #[automatically_derived]
            impl #runtime::__private::Configure for #name {
                type Settings = __Settings;
                fn settings() -> Self::Settings {
                    __Settings { #(#starts,)* }
                }
            }
            #(#setters)*
            #[automatically_derived]
            impl<#(#places),*> #runtime::__private::Complete for __Settings<#(#places),*>
            where
                #(#bounds,)*
            {
                type Stage = #name;
                fn finish(self) -> Self::Stage {
                    #name { #(#values,)* }
                }
            }
        }
    }

    fn setter(
        &self,
        setting: &Setting<'_>,
        required: &[&&Setting<'_>],
        places: &[Ident],
    ) -> TokenStream {
        let (name, ty, runtime) = (setting.name, setting.ty, self.runtime);
        let others = self
            .settings
            .iter()
            .map(|other| other.name)
            .filter(|other| *other != name);
        let (after, value) = match required.iter().position(|other| other.name == name) {
            Some(index) => {
                let after = places.iter().enumerate().map(|(at, place)| {
                    if at == index {
                        quote!(#runtime::__private::Set<#ty>)
                    } else {
                        quote!(#place)
                    }
                });
                (quote!(#(#after),*), quote!(#runtime::__private::Set(value)))
            }
            None => (
                quote!(#(#places),*),
                quote!(::core::option::Option::Some(value)),
            ),
        };
        quote! {
            #[automatically_derived]
            impl<#(#places),*> __Settings<#(#places),*> {
                #[allow(unused)]
                pub fn #name(self, value: #ty) -> __Settings<#after> {
                    __Settings { #name: #value, #(#others: self.#others,)* }
                }
            }
        }
    }
}

/// The attributes that the struct shares with its function; `#[cfg]` is resolved before we run.
fn attributes(function: &Function) -> Vec<TokenStream> {
    let shared =
        |attr: &&Attribute| attr.path().is_ident("doc") || attr.path().is_ident("deprecated");
    let mut attrs: Vec<TokenStream> = function
        .attrs
        .iter()
        .filter(shared)
        .map(|attr| quote!(#attr))
        .collect();
    if !function
        .attrs
        .iter()
        .any(|attr| attr.path().is_ident("doc"))
    {
        let doc = format!("What a stack puts where it says `{}`.", function.name());
        attrs.push(quote!(#[doc = #doc]));
    }
    attrs
}
