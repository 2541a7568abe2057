//! What a level ends in: one handler, or routes.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::{Ident, LitStr};

use super::{
    parse::{End, Entry, Routes, Target},
    path::parts,
    stages::{Stages, Whole, finding, placed, value},
    variable,
};
use crate::runtime_path::Runtime;

/// `let __onion_end = …; let __onion_described = …;` for what a level ends in.
pub(super) fn finish(end: &End, prefix: &str, runtime: &Runtime) -> TokenStream {
    match end {
        End::Handler(entry) => {
            let handler = handler(entry, prefix, runtime);
            own! {
                let (__onion_end, __onion_described) = {
                    #handler
                    (__onion_end, #runtime::EndInfo::Handler(__onion_info))
                };
            }
        }
        End::Routes(routes) => self::routes(routes, prefix, runtime),
    }
}

/// `let __onion_info = …; let __onion_end = …;` of a handler; `path` is that of its route, or the
/// prefix of its level.
fn handler(entry: &Entry, path: &str, runtime: &Runtime) -> TokenStream {
    let span = entry.span();
    let here = runtime.at(span);
    let at_the_end = |function: &TokenStream, here: &Runtime, span| {
        let count = Ident::new(number(parts(path)), span);
        quote_spanned! {span=>
            #here::checks::AtTheEnd<#function, __OnionNamed, #here::checks::#count>
        }
    };
    let (value, check) = (value(entry, runtime, &at_the_end), check(&here, span));
    let name = variable("__onion_handler", span);
    let finding = finding(&name);
    let is_handler = if let Some(function) = entry.function() {
        placed(entry, function, runtime, &at_the_end)
    } else {
        let verdict = variable("__onion_verdict", span);
        quote_spanned! {span=>
            let __onion_kind = (&&&&&#here::EndStranger::of(&#name)).kind();
            let __onion_kind = #verdict.handler(__onion_kind);
            let (__onion_entry, __onion_plain) = __onion_kind.0;
            let () = { #here::checks::IsHandler::check }(__onion_entry, __onion_plain);
            let () = { #here::checks::StandsInBraces::check }(__onion_kind.1);
            let () = { #here::checks::IsNamed::check }(__onion_kind.2);
            let () = { #here::checks::StandsBehind::check }(__onion_kind.3);
        }
    };
    own! {
        let #name = #value;
        let __onion_verdict = if false {
            let __onion_verdict =
                (&&&&#runtime::EndProbe::of(&__onion_stack, &#name)).verdict();
            #finding
            #is_handler
            #check
            __onion_verdict
        } else {
            #runtime::reached()
        };
        let __onion_info = __onion_verdict.describe(&#name, #path);
        let __onion_end = __onion_verdict.end(#name);
    }
}

/// The routes of one level.
fn routes(routes: &Routes, prefix: &str, runtime: &Runtime) -> TokenStream {
    let (mut services, mut names) = (Vec::new(), Vec::new());
    for (index, route) in routes.list.iter().enumerate() {
        let name = variable(&format!("__onion_service_{index}"), Span::call_site());
        let whole = join(prefix, &route.path.value());
        let path = LitStr::new(&whole, route.path.span());
        let methods = route.methods.iter().map(ToString::to_string);
        let methods = own!(&[#(#methods),*]);
        let service = match &route.leads_to {
            Target::Handler(entry) => {
                let handler = handler(entry, &whole, runtime);
                own! {
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
                        own! {
                            let (__onion_end, __onion_described) = {
                                #handler
                                (__onion_end, #runtime::EndInfo::Handler(__onion_info))
                            };
                        }
                    }
                    (Some(end), _) => finish(end, inner, runtime),
                    (None, _) => TokenStream::new(),
                };
                own! {
                    #made
                    #ahead
                    let __onion_stack = __onion_stack.nested(&__onion_ahead);
                    let mut __onion_stages = #runtime::Vec::new();
                    #(#admitted)*
                    #end
                    let __onion_service = __onion_stack.close(__onion_end);
                    __onion_level.nest(#methods, #path, __onion_stages, __onion_described);
                    __onion_service
                }
            }
        };
        services.push(own! {
            let #name = { #service };
        });
        names.push(own!(#name));
    }
    let tree = fork(names, runtime);
    let fallback = match &routes.fallback {
        None => own! {
            let __onion_fallback = #runtime::NotFound;
            let __onion_fallback_info = ::core::option::Option::None;
        },
        Some(fallback) => {
            let handler = handler(fallback, prefix, runtime);
            own! {
                let (__onion_fallback, __onion_fallback_info) = {
                    #handler
                    (__onion_end, ::core::option::Option::Some(__onion_info))
                };
            }
        }
    };
    own! {
        let (__onion_end, __onion_described) = {
            let mut __onion_level = <#runtime::Level as ::core::default::Default>::default();
            #(#services)*
            #fallback
            __onion_level.finish(
                #tree,
                || ::core::marker::PhantomData,
                __onion_fallback,
                __onion_fallback_info,
            )
        };
    }
}

/// A tree of forks with up to eight branches each.
fn fork(mut branches: Vec<TokenStream>, runtime: &Runtime) -> TokenStream {
    if branches.is_empty() {
        return own!(#runtime::NoRoute);
    }
    let mut each: usize = 1;
    loop {
        let made = format_ident!("to_{each}");
        let fork = |chunk: &[TokenStream]| {
            let mut branches = own!((#(#chunk,)*));
            if each == 1 {
                branches = own!(#runtime::leaves(#branches, || ::core::marker::PhantomData));
            }
            own!(#runtime::Fork::#made(#branches))
        };
        branches = branches.chunks(8).map(fork).collect();
        each *= 8;
        if let [whole] = branches.as_slice() {
            return whole.clone();
        }
    }
}

/// The check of a finding at an end: nothing comes later there, and nothing is lent again.
fn check(here: &Runtime, span: Span) -> TokenStream {
    let finding = variable("__onion_finding", span);
    quote_spanned! {span=>
        let __onion_lent = #here::Finding::lent(&#finding);
        let () = { #here::checks::ProvidedAbove::check }(__onion_lent.0, __onion_lent.1.shown());
    }
}

/// The name that the runtime has for a number of parts.
fn number(parts: usize) -> &'static str {
    let known = ["no", "one", "two", "three", "four", "five", "six"];
    known.get(parts).copied().unwrap_or("many")
}

/// A path under a prefix: `/admin` and `/` are `/admin`.
fn join(prefix: &str, path: &str) -> String {
    match (prefix, path) {
        ("", path) => path.to_owned(),
        (prefix, "/") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}{path}"),
    }
}
