//! The stages of one level: made, examined and admitted one by one.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, Ident, Path};

use super::{
    lookup,
    parse::{Entry, is_constant, is_function},
    variable,
};
use crate::runtime_path::Runtime;

/// What the stages are a part of.
#[derive(Clone, Copy)]
pub(super) enum Whole {
    /// A stack, whose beginning is known.
    Stack,
    /// A fragment, which gathers what it needs from above.
    Fragment,
}

/// The stages of one level.
pub(super) struct Stages<'a> {
    pub(super) runtime: &'a Runtime,
    pub(super) entries: &'a [Entry],
}

impl Stages<'_> {
    /// `let stage_0 = …;` in the order in which they stand.
    pub(super) fn make(&self) -> TokenStream {
        self.entries
            .iter()
            .enumerate()
            .map(|(index, entry)| {
                let name = stage_name(index, entry.span());
                let value = value(entry, self.runtime, &in_stack);
                own!(let #name = #value;)
            })
            .collect()
    }

    /// The list of the stages that are still to come, for the probes.
    pub(super) fn ahead(&self) -> TokenStream {
        let runtime = self.runtime;
        let links = self.entries.iter().enumerate().rev().map(|(index, entry)| {
            let name = stage_name(index, entry.span());
            own!(let __onion_ahead = #runtime::Ahead::with(&#name, &__onion_ahead);)
        });
        own!(let __onion_ahead = (); #(#links)*)
    }

    /// Each stage: what the probes find, the checks of it, and the stack with the stage.
    pub(super) fn admit(&self, whole: Whole) -> Vec<TokenStream> {
        let runtime = self.runtime;
        let admit = |(index, entry): (usize, &Entry)| {
            let span = entry.span();
            let name = stage_name(index, span);
            let here = runtime.at(span);
            let (finding, checks) = (finding(&name), checks(&here, span));
            let is_stage = if let Some(path) = entry.function() {
                placed(entry, path, runtime, &in_stack)
            } else {
                let verdict = variable("__onion_verdict", span);
                quote_spanned! {span=>
                    let __onion_kind =
                        (&&&&&&&#here::StageStranger::of(&#name)).kind();
                    let __onion_kind = #verdict.stage(__onion_kind);
                    let (__onion_entry, __onion_plain) = __onion_kind.0;
                    let () = { #here::checks::IsStage::check }(__onion_entry, __onion_plain);
                    let () = { #here::checks::StandsInOption::check }(__onion_kind.1);
                    let () = { #here::checks::IsThereAlready::check }(__onion_kind.2);
                    let () = { #here::checks::StandsByItself::check }(__onion_kind.3);
                    let () = { #here::checks::HasNoEnd::check }(__onion_kind.4);
                    let () = { #here::checks::StandsAbove::check }(__onion_kind.5);
                    let () = { #here::checks::IsOpen::check }(&#verdict.open(&#name));
                }
            };
            match whole {
                Whole::Stack => own! {
                    let __onion_verdict = if false {
                        let __onion_verdict =
                            (&&&&&&&&#runtime::Probe::of(&__onion_stack, &#name))
                                .verdict();
                        #finding
                        #is_stage
                        #checks
                        __onion_verdict
                    } else {
                        #runtime::reached()
                    };
                    let __onion_stack =
                        __onion_verdict.admit(&mut __onion_stages, __onion_stack, #name);
                },
                Whole::Fragment => own! {
                    let (__onion_verdict, __onion_finding, __onion_stack) =
                        #runtime::examine_draft!(__onion_stack, #name);
                    #is_stage
                    #checks
                    let __onion_stack =
                        __onion_verdict.join(&__onion_finding, __onion_stack, #name);
                },
            }
        };
        self.entries.iter().enumerate().map(admit).collect()
    }
}

/// The first bad finding among the needs of an entry.
///
/// It asks for eight; an entry with more that lacks a later one has the error of its bounds.
pub(super) fn finding(entry: &Ident) -> TokenStream {
    own! {
        let __onion_finding = __onion_verdict.query(&__onion_stack, &#entry)
            .find().find().find().find().find().find().find().find()
            .found();
    }
}

/// The checks of a finding; see `finding` in the runtime for their form.
fn checks(here: &Runtime, span: Span) -> TokenStream {
    let finding = variable("__onion_finding", span);
    quote_spanned! {span=>
        let (__onion_lent, __onion_timely, __onion_single) =
            #here::Finding::subjects(&#finding);
        let () = { #here::checks::ProvidedAbove::check }(__onion_lent.0, __onion_lent.1.shown());
        let () = { #here::checks::ProvidedInTime::check }(
            __onion_timely.0,
            __onion_timely.1.shown().shown_by(),
        );
        let () = { #here::checks::ProvidedOnce::check }(__onion_single.0, __onion_single.1.shown());
    }
}

/// What is asked of the attribute of a function, by its type, where it stands: `__OnionNamed` is its name.
///
/// A type that is there when all is well: the compiler asks no more of it, where it would evaluate a constant.
pub(super) type Standing<'a> = dyn Fn(&TokenStream, &Runtime, Span) -> TokenStream + 'a;

/// That it is one of a stage.
fn in_stack(path: &TokenStream, here: &Runtime, span: Span) -> TokenStream {
    quote_spanned!(span=> #here::checks::InStack<#path, __OnionNamed>)
}

/// The questions of a function that its [`value`] has not asked.
pub(super) fn placed(
    entry: &Entry,
    function: &Path,
    runtime: &Runtime,
    standing: &Standing<'_>,
) -> TokenStream {
    if matches!(entry, Entry::Named(_)) && lookup::is_certain(function) {
        return TokenStream::new();
    }
    let span = entry.span();
    let (declared, shown) = lookup::shown(function, runtime);
    let (before, path) = lookup::looked_up(function, runtime);
    let asked = standing(&path, &runtime.at(span), span);
    quote_spanned! {span=> {
        #before
        {
            #declared
            type __OnionNamed = #shown;
            let _: #asked;
        }
    }}
}

fn stage_name(index: usize, span: Span) -> Ident {
    variable(&format!("__onion_stage_{index}"), span)
}

/// The value of an entry.
///
/// Its type is named outside of generic arguments: of a name there that does not exist the compiler
/// proposes to make it a parameter of the user's function, and so tells of it twice.
pub(super) fn value(entry: &Entry, runtime: &Runtime, standing: &Standing<'_>) -> TokenStream {
    let span = entry.span();
    let here = runtime.at(span);
    match entry {
        Entry::Named(named) if is_function(named) => {
            let (before, path) = lookup::looked_up(named, runtime);
            let no_variable = lookup::variable(named).map(|name| {
                let check = if name == "next" {
                    "IsNotNext"
                } else {
                    "IsNoVariable"
                };
                let check = Ident::new(check, span);
                quote_spanned! {span=> {
                    #[allow(non_camel_case_types, dead_code)]
                    struct #name;
                    let () = <<#path as #here::Configure>::Role
                        as #here::checks::#check<#name>>::OK;
                }}
            });
            let itself = quote_spanned!(span=> __OnionNamed);
            let stands = if lookup::is_certain(named) {
                standing(&itself, &here, span)
            } else {
                quote_spanned!(span=> ())
            };
            quote_spanned! {span=> {
                #before
                type __OnionNamed = <#path as #here::Named>::Itself;
                #no_variable
                let _: (#stands, #here::checks::Unset<__OnionNamed>);
                <__OnionNamed as #here::Configure>::unset()
            }}
        }
        Entry::Named(path) if is_constant(path) => own!(#path),
        Entry::Named(path) => own!(#path {}),
        Entry::Set(set) => {
            let path = &set.path;
            let fields = set.fields.iter().map(|field| {
                let (name, value) = (&field.member, &field.expr);
                quote_spanned!(span=> #name: #here::Given::Here { value: #value })
            });
            let given = set
                .fields
                .iter()
                .map(|field| field.member.to_token_stream().to_string());
            let others = own!(..<#path as #runtime::Configure>::settings());
            quote_spanned! {span=> {
                type __OnionSettings = <#path as #here::Configure>::Settings;
                type __OnionNamed = <#path as #here::Named>::Itself;
                let _: <<#path as #here::SettingAt<{
                    #here::missing(
                        <#path as #here::Configure>::SETTINGS,
                        &[#(#given),*],
                    )
                }>>::Name as #here::checks::HasDefault<__OnionNamed>>::Fine;
                #[allow(clippy::needless_update)]
                let __onion_given = __OnionSettings { #(#fields,)* #others };
                <#path as #here::Configure>::finish(__onion_given)
            }}
        }
        Entry::Made(Expr::Paren(paren)) => {
            let inner = &paren.expr;
            own!(#inner)
        }
        Entry::Made(made) => own!(#made),
    }
}
