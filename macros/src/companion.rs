//! Companion: the stage type that stands beside a function, with its name, and the settings it has.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, Ident, Type};

use crate::{function::Function, runtime_path::Runtime, signature::Setting};

/// The struct beside a function.
pub(crate) struct Companion<'a> {
    pub(crate) function: &'a Function,
    pub(crate) settings: Vec<&'a Setting<'a>>,
    /// The types that say how many parts of the path it asks for.
    pub(crate) paths: Vec<&'a Type>,
    /// The name of the attribute.
    pub(crate) role: &'a str,
    /// The path of what generated code names, in full.
    pub(crate) path: &'a Runtime,
    /// The same in the block beside the struct.
    pub(crate) runtime: &'a Runtime,
}

impl Companion<'_> {
    /// The struct, how a stack makes one of it, and the impls for it.
    ///
    /// All that is not the struct goes through an attribute of the struct: so where no struct can
    /// stand, which is in an `impl` block, the compiler says that, and nothing else.
    pub(crate) fn declare(&self, impls: &TokenStream) -> TokenStream {
        let (name, vis, runtime) = (self.function.name(), &self.function.vis, self.runtime);
        let (path, import) = (self.path, self.path.import());
        let attrs = attributes(self.function);
        let fields = self.settings.iter().map(|setting| {
            let (name, ty) = (setting.name, &&setting.ty);
            let doc = format!("The setting `{name}`.");
            quote!(#[doc = #doc] #vis #name: #ty)
        });
        let configure = self.configure();
        // At the function's name, where a message that shows the type then points.
        let fields = quote!(#(#fields,)*);
        let declared = quote_spanned!(name.span()=> #vis struct #name { #fields });
        quote! {
            #(#attrs)*
            #[allow(non_camel_case_types, dead_code, unreachable_pub, missing_copy_implementations)]
            #[#path::beside(
                #[allow(unused_qualifications)]
                const _: () = {
                    #import
                    #[allow(unused_imports)]
                    use #runtime::fallback::*;
                    #configure
                    #impls
                };
            )]
            #declared
        }
    }

    /// How many parts of the path it asks for.
    fn parts(&self) -> TokenStream {
        let runtime = self.runtime;
        let Some(ty) = self.paths.first() else {
            return quote!(#runtime::AnyParts);
        };
        quote!(#runtime::PartsAsked<{ #runtime::Extracting::<#ty>::PARTS }>)
    }

    /// How a stack makes the stage: out of nothing, or out of settings named one by one.
    fn configure(&self) -> TokenStream {
        let (name, runtime) = (self.function.name(), self.runtime);
        let text = name.to_string();
        let camel: String = self.role.split('_').map(capitalized).collect();
        let role = format_ident!("{camel}Function");
        let parts = self.parts();
        if self.settings.is_empty() {
            return quote!(#runtime::companion! { #name #text #role [#parts] });
        }
        let names: Vec<&Ident> = self.settings.iter().map(|setting| setting.name).collect();
        let texts = names.iter().map(ToString::to_string);
        let required: Vec<bool> = self
            .settings
            .iter()
            .map(|setting| setting.default.is_none())
            .collect();
        let places = (0..names.len()).filter(|place| required[*place]);
        let markers: Vec<&Ident> = places.clone().map(|place| names[place]).collect();
        let declared = markers
            .iter()
            .map(|name| quote_spanned!(name.span()=> pub struct #name;));
        let first = places.clone().next().map_or_else(
            || quote!(#runtime::Nothing),
            |first| quote!(<Self as #runtime::SettingAt<#first>>::Name),
        );
        let fields = format_ident!("{name}_settings");
        let values = self.settings.iter().map(|setting| {
            let (name, ty) = (setting.name, &setting.ty);
            if let Some(default) = &setting.default {
                quote!(#name: settings.#name.or_else(|| -> #ty { #default }))
            } else {
                quote!(#name: settings.#name.required())
            }
        });
        // Named once, so that a type that does not exist is told once.
        let aliases: Vec<Ident> = (0..names.len())
            .map(|place| format_ident!("__Setting{place}", span = name.span()))
            .collect();
        let settings = self.settings.iter().map(|setting| &setting.ty);
        quote! {
            #runtime::companion! { #name #text }
            #(type #aliases = #settings;)*
            const _: () = {#(
                #[doc(hidden)]
                #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
                #[allow(non_camel_case_types, unnameable_types, unreachable_pub)]
                #declared
                impl #runtime::SettingAt<#places> for #name {
                    type Name = #markers;
                }
            )*};
            #[doc(hidden)]
            #[allow(
                non_camel_case_types,
                unnameable_types,
                unreachable_pub,
                missing_debug_implementations,
                missing_copy_implementations
            )]
            pub struct #fields { #(pub #names: #runtime::Given<#aliases>,)* }

            #[automatically_derived]
            impl #runtime::Configure for #name {
                type Role = #runtime::checks::#role;
                type Settings = #fields;
                type Parts = #parts;
                type Required = #first;
                const SETTINGS: &'static [(
                    &'static ::core::primitive::str,
                    ::core::primitive::bool,
                )] = &[#((#texts, #required)),*];
                fn settings() -> Self::Settings {
                    #fields { #(#names: #runtime::Given::Nowhere,)* }
                }
                fn finish(settings: Self::Settings) -> Self {
                    Self { #(#values,)* }
                }
            }
        }
    }
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
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
