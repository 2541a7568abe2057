//! The stack as a chain of calls into the runtime, each with the user's token as its place.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Expr, Ident, LitStr, spanned::Spanned};

use super::{
    parse::{End, Entry, Route, Routes, Stack, Target, is_function},
    plain,
};
use crate::returns::respan;

/// The whole `middleware_stack!`.
pub(super) fn stack(stack: &Stack, runtime: &TokenStream) -> TokenStream {
    let values: Vec<&Expr> = stack
        .provide
        .iter()
        .flat_map(|provide| &provide.values)
        .collect();
    let names: Vec<Ident> = (0..values.len())
        .map(|index| format_ident!("__onion_value_{index}"))
        .collect();
    let nest = names
        .iter()
        .rev()
        .fold(quote!(()), |rest, name| quote!((#name, #rest)));
    let stages = Stages {
        runtime,
        entries: &stack.entries,
    };
    let (made, ahead) = (stages.make(), stages.ahead());
    let Some(end) = &stack.end else {
        let admitted = stages.admit(Whole::Fragment);
        return quote! {{
            #[allow(unused_imports)]
            use #runtime::__private::probes::*;
            #made
            #ahead
            let __onion_stack = #runtime::__private::Draft::of(&__onion_ahead);
            #(#admitted)*
            __onion_stack.finish()
        }};
    };
    let admitted = stages.admit(Whole::Stack);
    let end = finish(end, "", runtime);
    let provided = provided(&values, &names, runtime);
    quote! {{
        #[allow(unused_imports)]
        use #runtime::__private::probes::*;
        #provided
        let __onion_values = #nest;
        #made
        #ahead
        let __onion_stack = #runtime::__private::Stack::over(&__onion_values, &__onion_ahead);
        #(#admitted)*
        #end
        let (__onion_service, __onion_stages) = __onion_stack.close(__onion_end);
        #runtime::__private::app(__onion_values, __onion_service, __onion_stages, __onion_described)
    }}
}

/// Each value of the application: that threads can share it, and that it is not there already.
fn provided(values: &[&Expr], names: &[Ident], runtime: &TokenStream) -> TokenStream {
    let mut above = quote!(());
    let values = values.iter().zip(names).map(|(value, name)| {
        let span = value.span();
        let here = respan(runtime.clone(), span);
        let value = quote! {
            let #name = #value;
            let __onion_finding = #runtime::__private::examine_value!(&#above, &#name);
        };
        above = quote!((&#name, #above));
        quote_spanned! {span=>
            #value
            let () = { #here::checks::Providable::check }(&#name);
            let (__onion_above, __onion_subject) = #here::__private::Finding::single(&__onion_finding);
            let () = { #here::checks::ProvidedOnce::check }(__onion_above, __onion_subject.shown());
        }
    });
    values.collect()
}

/// What the stages are a part of.
#[derive(Clone, Copy)]
enum Whole {
    /// A stack, whose beginning is known.
    Stack,
    /// A fragment, which gathers what it needs from above.
    Fragment,
}

/// The stages of one level.
struct Stages<'a> {
    runtime: &'a TokenStream,
    entries: &'a [Entry],
}

impl Stages<'_> {
    /// `let stage_0 = …;` in the order in which they stand.
    fn make(&self) -> TokenStream {
        self.entries
            .iter()
            .enumerate()
            .map(|(index, entry)| {
                let (name, value) = (stage_name(index, entry.span()), value(entry, self.runtime));
                quote!(let #name = #value;)
            })
            .collect()
    }

    /// The list of the stages that are still to come, for the probes.
    fn ahead(&self) -> TokenStream {
        let runtime = self.runtime;
        let links = self.entries.iter().enumerate().rev().map(|(index, entry)| {
            let name = stage_name(index, entry.span());
            quote!(let __onion_ahead = #runtime::__private::Ahead::with(&#name, &__onion_ahead);)
        });
        quote!(let __onion_ahead = (); #(#links)*)
    }

    /// Each stage: what the probes find, the checks of it, and the stack with the stage.
    fn admit(&self, whole: Whole) -> Vec<TokenStream> {
        let runtime = self.runtime;
        let admit = |(index, entry): (usize, &Entry)| {
            let span = entry.span();
            let name = stage_name(index, span);
            let here = respan(runtime.clone(), span);
            let checks = checks(&here, span);
            let is_stage = if let Some(path) = entry.function() {
                let (before, path) = plain::looked_up(path, runtime);
                quote_spanned! {span=> {
                    #before
                    let () = <<#path as #here::__private::Configure>::Role
                        as #here::checks::StandsInStack<<#path as #here::__private::Named>::Itself>>::OK;
                }}
            } else {
                quote_spanned!(span=> let () = { #here::checks::IsStage::check }(&#name);)
            };
            let examined = match whole {
                Whole::Stack => quote! {
                    let (__onion_verdict, __onion_finding) = #runtime::__private::examine!(__onion_stack, #name);
                },
                Whole::Fragment => quote! {
                    let (__onion_verdict, __onion_finding, __onion_stack) =
                        #runtime::__private::examine_draft!(__onion_stack, #name);
                },
            };
            let admitted = match whole {
                Whole::Stack => quote!(__onion_verdict.admit(__onion_stack, #name)),
                Whole::Fragment => {
                    quote!(__onion_verdict.admit(&__onion_finding, __onion_stack, #name))
                }
            };
            quote! {
                #examined
                #is_stage
                #checks
                let __onion_stack = #admitted;
            }
        };
        self.entries.iter().enumerate().map(admit).collect()
    }
}

/// The checks of a finding; see `finding` in the runtime for their form.
fn checks(here: &TokenStream, span: Span) -> TokenStream {
    quote_spanned! {span=>
        let (__onion_lent, __onion_timely, __onion_single) =
            #here::__private::Finding::subjects(&__onion_finding);
        let () = { #here::checks::ProvidedAbove::check }(__onion_lent.0, __onion_lent.1.shown());
        let () = { #here::checks::ProvidedInTime::check }(
            __onion_timely.0,
            __onion_timely.1.shown().shown_by(),
        );
        let () = { #here::checks::ProvidedOnce::check }(__onion_single.0, __onion_single.1.shown());
    }
}

fn stage_name(index: usize, span: Span) -> Ident {
    Ident::new(
        &format!("__onion_stage_{index}"),
        span.resolved_at(Span::mixed_site()),
    )
}

/// The value of an entry.
fn value(entry: &Entry, runtime: &TokenStream) -> TokenStream {
    let span = entry.span();
    let here = respan(runtime.clone(), span);
    match entry {
        Entry::Named(path) if is_function(path) => {
            let (before, path) = plain::looked_up(path, runtime);
            quote_spanned! {span=> {
                #before
                let () = <<#path as #here::__private::Configure>::Required
                    as #here::checks::HasDefault<<#path as #here::__private::Named>::Itself>>::OK;
                <#path as #here::__private::Configure>::finish(
                    <#path as #here::__private::Configure>::settings()
                )
            }}
        }
        Entry::Named(path) => quote!(#path {}),
        Entry::Set(set) => {
            let path = &set.path;
            let fields = set.fields.iter().map(|field| {
                let (name, value) = (&field.member, &field.expr);
                quote_spanned!(span=> #name: ::core::option::Option::Some(#value))
            });
            let given = set
                .fields
                .iter()
                .map(|field| field.member.to_token_stream().to_string());
            let others = quote!(..<#path as #runtime::__private::Configure>::settings());
            quote_spanned! {span=> {
                type __OnionSettings = <#path as #here::__private::Configure>::Settings;
                let () = <<#path as #here::__private::SettingAt<{
                    #here::__private::missing(
                        <#path as #here::__private::Configure>::SETTINGS,
                        &[#(#given),*],
                    )
                }>>::Name as #here::checks::HasDefault<
                    <#path as #here::__private::Named>::Itself
                >>::OK;
                #[allow(clippy::needless_update)]
                let __onion_given = __OnionSettings { #(#fields,)* #others };
                <#path as #here::__private::Configure>::finish(__onion_given)
            }}
        }
        Entry::Made(Expr::Paren(paren)) => {
            let inner = &paren.expr;
            quote!(#inner)
        }
        Entry::Made(made) => quote!(#made),
    }
}

/// `let __onion_end = …; let __onion_described = …;` for what a level ends in.
fn finish(end: &End, prefix: &str, runtime: &TokenStream) -> TokenStream {
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
    let is_handler = if let Some(path) = entry.function() {
        let (before, path) = plain::looked_up(path, runtime);
        quote_spanned! {span=> {
            #before
            let () = <<#path as #here::__private::Configure>::Role
                as #here::checks::StandsAtTheEnd<<#path as #here::__private::Named>::Itself>>::OK;
        }}
    } else {
        quote_spanned!(span=> let () = { #here::checks::IsHandler::check }(&#name);)
    };
    quote! {
        let #name = #value;
        let (__onion_verdict, __onion_finding) = #runtime::__private::examine_end!(__onion_stack, #name);
        #is_handler
        #checks
        __onion_verdict.check(&#name, #path);
        let __onion_info = __onion_verdict.describe(&#name);
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
        let (table, shown) = place(route, &whole, &path, runtime);
        let service = match &route.leads_to {
            Target::Handler(entry) => {
                let handler = handler(entry, &whole, runtime);
                quote! {
                    #handler
                    __onion_routes.push(#runtime::__private::route(#shown, #path, #runtime::__private::Vec::new(), #runtime::__private::EndInfo::Handler(__onion_info)));
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
                    #(#admitted)*
                    #end
                    let (__onion_service, __onion_stages) = __onion_stack.close(__onion_end);
                    __onion_routes.push(#runtime::__private::route(#shown, #path, __onion_stages, __onion_described));
                    __onion_service
                }
            }
        };
        services.push(quote! {
            #table
            let #name = #runtime::__private::Leaf({ #service });
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
            let handler = handler(&fallback.handler, prefix, runtime);
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
            let mut __onion_table = <#runtime::__private::TableBuilder as ::core::default::Default>::default();
            let mut __onion_routes = #runtime::__private::Vec::new();
            #(#services)*
            #fallback
            (
                #runtime::__private::Routes::new(__onion_table.build(), #tree, __onion_fallback),
                #runtime::__private::EndInfo::Routes { routes: __onion_routes, fallback: __onion_fallback_info },
            )
        };
    }
}

/// How the table leads to the service of a route, and the methods as the description shows them.
fn place(
    route: &Route,
    whole: &str,
    path: &LitStr,
    runtime: &TokenStream,
) -> (TokenStream, TokenStream) {
    let methods: Vec<TokenStream> = route
        .methods
        .iter()
        .map(|method| {
            let text = method.to_string();
            if text == "ANY" {
                quote!(::core::option::Option::None)
            } else {
                quote!(#runtime::__private::method(#text))
            }
        })
        .collect();
    let shown = match route.methods.as_slice() {
        [] => quote!(::core::option::Option::None),
        methods => {
            let shown = methods
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" | ");
            quote!(::core::option::Option::Some(#shown))
        }
    };
    let table = match (&route.leads_to, methods.as_slice()) {
        (Target::Stack(_), []) => {
            let prefix = LitStr::new(whole.trim_end_matches('/'), route.path.span());
            quote!(__onion_table.nest(#prefix);)
        }
        (Target::Handler(_), []) => {
            quote!(__onion_table.route(::core::option::Option::None, #path);)
        }
        (_, [first, more @ ..]) => quote! {
            __onion_table.route(#first, #path);
            #(__onion_table.also(#more, #path);)*
        },
    };
    (table, shown)
}

/// A tree of forks with up to eight branches each.
fn fork(mut branches: Vec<TokenStream>, runtime: &TokenStream) -> TokenStream {
    if branches.is_empty() {
        return quote!(#runtime::__private::NoRoute);
    }
    let mut each: usize = 1;
    loop {
        let number = Literal::usize_unsuffixed(each);
        branches = branches
            .chunks(8)
            .map(|chunk| {
                quote!(#runtime::__private::Fork { branches: (#(#chunk,)*), each: #number })
            })
            .collect();
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
