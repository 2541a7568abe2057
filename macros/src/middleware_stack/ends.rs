//! What a level ends in: one handler, or routes.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Ident, LitStr};

use super::{
    lookup,
    parse::{End, Entry, Routes, Target},
    path::parts,
    stages::{Stages, Whole, checks, finding, value},
};
use crate::returns::respan;

/// `let __onion_end = …; let __onion_described = …;` for what a level ends in.
pub(super) fn finish(end: &End, prefix: &str, runtime: &TokenStream) -> TokenStream {
    match end {
        End::Handler(entry) => {
            let handler = handler(entry, prefix, runtime);
            quote! {
                let (__onion_end, __onion_described) = {
                    #handler
                    (__onion_end, #runtime::__private::EndInfo::Handler(__onion_info))
                };
            }
        }
        End::Routes(routes) => self::routes(routes, prefix, runtime),
    }
}

/// `let __onion_info = …; let __onion_end = …;` of a handler; `path` is that of its route, or the
/// prefix of its level.
fn handler(entry: &Entry, path: &str, runtime: &TokenStream) -> TokenStream {
    let span = entry.span();
    let here = respan(runtime.clone(), span);
    let (value, checks) = (value(entry, runtime), checks(&here, span));
    let name = Ident::new("__onion_handler", span.resolved_at(Span::mixed_site()));
    let finding = finding(&name);
    let is_handler = if let Some(function) = entry.function() {
        let count = Literal::usize_unsuffixed(parts(path));
        let (declared, shown) = lookup::shown(function, runtime);
        let (before, path) = lookup::looked_up(function, runtime);
        quote_spanned! {span=> {
            #before
            {
                #declared
                type __OnionNamed = #shown;
                let () = <<#path as #here::__private::Configure>::Role
                    as #here::checks::StandsAtTheEnd<__OnionNamed>>::OK;
                let () = <<#path as #here::__private::Configure>::Parts
                    as #here::checks::FitsRoute<__OnionNamed, #count>>::OK;
            }
        }}
    } else {
        quote_spanned! {span=>
            let __onion_kind = (&&&&&#here::__private::EndStranger::of(&#name)).kind();
            let __onion_kind = __onion_verdict.handler(__onion_kind);
            let (__onion_entry, __onion_plain) = __onion_kind.0;
            let () = { #here::checks::IsHandler::check }(__onion_entry, __onion_plain);
            let () = { #here::checks::StandsInBraces::check }(__onion_kind.1);
            let () = { #here::checks::IsNamed::check }(__onion_kind.2);
            let () = { #here::checks::StandsBehind::check }(__onion_kind.3);
        }
    };
    quote! {
        let #name = #value;
        let __onion_verdict = if false {
            let __onion_verdict =
                (&&&&#runtime::__private::EndProbe::of(&__onion_stack, &#name)).verdict();
            #finding
            #is_handler
            #checks
            __onion_verdict
        } else {
            #runtime::__private::reached()
        };
        let __onion_info = __onion_verdict.describe(&#name, #path);
        let __onion_end = __onion_verdict.end(#name);
    }
}

/// The routes of one level.
fn routes(routes: &Routes, prefix: &str, runtime: &TokenStream) -> TokenStream {
    let (mut services, mut names) = (Vec::new(), Vec::new());
    for (index, route) in routes.list.iter().enumerate() {
        let name = format_ident!("__onion_service_{index}");
        let whole = join(prefix, &route.path.value());
        let path = LitStr::new(&whole, route.path.span());
        let methods = route.methods.iter().map(ToString::to_string);
        let methods = quote!(&[#(#methods),*]);
        let service = match &route.leads_to {
            Target::Handler(entry) => {
                let handler = handler(entry, &whole, runtime);
                quote! {
                    #handler
                    __onion_level.route(#methods, #path, __onion_info);
                    __onion_end
                }
            }
            Target::Stack(stack) => {
                let stages = Stages {
                    runtime,
                    entries: &stack.entries,
                };
                let (made, ahead, admitted) =
                    (stages.make(), stages.ahead(), stages.admit(Whole::Stack));
                // A nested stack under a method keeps its path; under a prefix it takes all below.
                let inner = whole.trim_end_matches('/');
                let end = match (&stack.end, route.methods.is_empty()) {
                    (Some(End::Handler(entry)), false) => {
                        let handler = handler(entry, &whole, runtime);
                        quote! {
                            let (__onion_end, __onion_described) = {
                                #handler
                                (__onion_end, #runtime::__private::EndInfo::Handler(__onion_info))
                            };
                        }
                    }
                    (Some(end), _) => finish(end, inner, runtime),
                    (None, _) => TokenStream::new(),
                };
                quote! {
                    #made
                    #ahead
                    let __onion_stack = __onion_stack.nested(&__onion_ahead);
                    let mut __onion_stages = #runtime::__private::Vec::new();
                    #(#admitted)*
                    #end
                    let __onion_service = __onion_stack.close(__onion_end);
                    __onion_level.nest(#methods, #path, __onion_stages, __onion_described);
                    __onion_service
                }
            }
        };
        services.push(quote! {
            let #name = { #service };
        });
        names.push(quote!(#name));
    }
    let tree = fork(names, runtime);
    let fallback = match &routes.fallback {
        None => quote! {
            let __onion_fallback = #runtime::__private::NotFound;
            let __onion_fallback_info = ::core::option::Option::None;
        },
        Some(fallback) => {
            let handler = handler(fallback, prefix, runtime);
            quote! {
                let (__onion_fallback, __onion_fallback_info) = {
                    #handler
                    (__onion_end, ::core::option::Option::Some(__onion_info))
                };
            }
        }
    };
    quote! {
        let (__onion_end, __onion_described) = {
            let mut __onion_level = <#runtime::__private::Level as ::core::default::Default>::default();
            #(#services)*
            #fallback
            __onion_level.finish(#tree, __onion_fallback, __onion_fallback_info)
        };
    }
}

/// A tree of forks with up to eight branches each.
fn fork(mut branches: Vec<TokenStream>, runtime: &TokenStream) -> TokenStream {
    if branches.is_empty() {
        return quote!(#runtime::__private::NoRoute);
    }
    let mut each: usize = 1;
    loop {
        let number = Literal::usize_unsuffixed(each);
        let fork = |chunk: &[TokenStream]| {
            let mut branches = quote!((#(#chunk,)*));
            if each == 1 {
                branches =
                    quote!(#runtime::__private::leaves(#branches, || ::core::marker::PhantomData));
            }
            quote!(#runtime::__private::Fork::<#number, _>(#branches))
        };
        branches = branches.chunks(8).map(fork).collect();
        each *= 8;
        if let [whole] = branches.as_slice() {
            return whole.clone();
        }
    }
}

/// A path under a prefix: `/admin` and `/` are `/admin`.
fn join(prefix: &str, path: &str) -> String {
    match (prefix, path) {
        ("", path) => path.to_owned(),
        (prefix, "/") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}{path}"),
    }
}
