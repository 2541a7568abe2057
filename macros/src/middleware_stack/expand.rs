//! The stack as a chain of calls into the runtime, each with the user's token as its place.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Expr, Ident, spanned::Spanned};

use super::{
    ends::finish,
    parse::Stack,
    stages::{Stages, Whole},
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
    let made_at = |span: Span| {
        let here = respan(runtime.clone(), span);
        quote_spanned!(span=> #here::__private::made(__onion_whole))
    };
    let Some(end) = &stack.end else {
        let admitted = stages.admit(Whole::Fragment);
        let whole = made_at(stack.close);
        return quote! {{
            #[allow(unused_imports)]
            use #runtime::__private::probes::*;
            #made
            #ahead
            let __onion_stack = #runtime::__private::Draft::of(&__onion_ahead);
            #(#admitted)*
            let __onion_whole = __onion_stack.finish();
            #whole
        }};
    };
    let whole = made_at(end.span());
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
        let mut __onion_stages = #runtime::__private::Vec::new();
        #(#admitted)*
        #end
        let __onion_service = __onion_stack.close(__onion_end);
        let __onion_whole =
            #runtime::__private::app(__onion_values, __onion_service, __onion_stages, __onion_described);
        #whole
    }}
}

/// Each value of the application: that threads can share it, and that it is not there already.
fn provided(values: &[&Expr], names: &[Ident], runtime: &TokenStream) -> TokenStream {
    let mut above = quote!(());
    let values = values.iter().zip(names).map(|(value, name)| {
        let span = value.span();
        let here = respan(runtime.clone(), span);
        let made = quote!(let #name = #value;);
        // What a name stands for was made elsewhere; one that is not there is told once.
        let settled = (!matches!(value, Expr::Path(_))).then(|| {
            let examined = quote!(let __onion_ready = #runtime::__private::examine_ready!(&#name););
            quote_spanned! {span=>
                #examined
                let () = { #here::checks::IsReady::check }(__onion_ready.kind());
                let #name = __onion_ready.settle(#name);
            }
        });
        let examined = quote! {
            let __onion_finding = #runtime::__private::examine_value!(&#above, &#name);
        };
        let kept = quote!(let #name = (&&#runtime::__private::KeepProbe::of(&#name)).keep(#name););
        above = quote!((&#name, #above));
        quote_spanned! {span=>
            #made
            #settled
            #examined
            let () = { #here::checks::Providable::check }(&#name);
            let (__onion_above, __onion_subject) = #here::__private::Finding::single(&__onion_finding);
            let () = { #here::checks::ProvidedOnce::check }(__onion_above, __onion_subject.shown());
            #kept
        }
    });
    values.collect()
}
