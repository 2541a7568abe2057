//! The stack as a chain of calls into the runtime, each with the user's token as its place.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, Ident, spanned::Spanned};

use super::{
    ends::finish,
    lookup,
    parse::Stack,
    stages::{Stages, Whole},
    variable,
};
use crate::runtime_path::Runtime;

/// The whole `middleware_stack!`.
pub(super) fn stack(stack: &Stack, runtime: &Runtime) -> TokenStream {
    let (import, runtime) = (runtime.import(), &Runtime::short());
    let values: Vec<&Expr> = stack
        .provide
        .iter()
        .flat_map(|provide| &provide.values)
        .collect();
    let names: Vec<Ident> = (0..values.len())
        .map(|index| variable(&format!("__onion_value_{index}"), Span::call_site()))
        .collect();
    let nest = names
        .iter()
        .rev()
        .fold(own!(()), |rest, name| own!((#name, #rest)));
    let stages = Stages {
        runtime,
        entries: &stack.entries,
    };
    let (made, ahead) = (stages.make(), stages.ahead());
    let plain = lookup::plain(runtime);
    let made_at = |span: Span| {
        let here = runtime.at(span);
        let whole = variable("__onion_whole", span);
        quote_spanned!(span=> #here::made(#whole))
    };
    let Some(end) = &stack.end else {
        let admitted = stages.admit(Whole::Fragment);
        let whole = made_at(stack.close);
        return own! {{
            #import
            #[allow(unused_imports)]
            use #runtime::probes::*;
            #plain
            #made
            #ahead
            let __onion_stack = #runtime::Draft::of(&__onion_ahead);
            #(#admitted)*
            let __onion_whole = __onion_stack.finish();
            #whole
        }};
    };
    let whole = made_at(end.span());
    let admitted = stages.admit(Whole::Stack);
    let end = finish(end, "", runtime);
    let provided = provided(&values, &names, runtime);
    own! {{
        #import
        #[allow(unused_imports)]
        use #runtime::probes::*;
        #plain
        #provided
        let __onion_values = #nest;
        #made
        #ahead
        let __onion_stack = #runtime::Stack::over(&__onion_values, &__onion_ahead);
        let mut __onion_stages = #runtime::Vec::new();
        #(#admitted)*
        #end
        let __onion_service = __onion_stack.close(__onion_end);
        let __onion_whole =
            #runtime::app(__onion_values, __onion_service, __onion_stages, __onion_described);
        #whole
    }}
}

/// Each value of the application: that threads can share it, and that it is not there already.
fn provided(values: &[&Expr], names: &[Ident], runtime: &Runtime) -> TokenStream {
    let mut above = own!(());
    // Not at the value: of a pattern there the compiler says to write `ref`, where a value is used twice.
    let (unit, found) = (own!(()), own!((__onion_above, __onion_subject)));
    let values = values.iter().zip(names).map(|(value, name)| {
        let span = value.span();
        let here = runtime.at(span);
        let [ready_or_not, finding, above_it, subject] = [
            "__onion_ready",
            "__onion_finding",
            "__onion_above",
            "__onion_subject",
        ]
        .map(|name| variable(name, span));
        let made = own!(let #name = #value;);
        let how = if matches!(value, Expr::Path(_)) {
            own!(named)
        } else {
            own!(of)
        };
        let ready = own! {
            let __onion_ready = #runtime::examine_ready!(#how, &#name);
        };
        let settled = quote_spanned! {span=>
            #ready
            let #unit = { #here::checks::IsReady::check }(#ready_or_not.kind());
            let #name = #ready_or_not.settle(#name);
        };
        let examined = own! {
            let __onion_finding = #runtime::examine_value!(&#above, &#name);
        };
        let kept = own!(let #name = (&&#runtime::KeepProbe::of(&#name)).keep(#name););
        above = own!((&#name, #above));
        quote_spanned! {span=>
            #made
            #settled
            #examined
            let #unit = { #here::checks::Providable::check }(&#name);
            let #found = #here::Finding::single(&#finding);
            let #unit = { #here::checks::ProvidedOnce::check }(#above_it, #subject.shown());
            #kept
        }
    });
    values.collect()
}
