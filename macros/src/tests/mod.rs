//! What each macro makes of its input, as a person would have written it.
//!
//! `INSTA_UPDATE=always cargo test -p onionskin-macros` writes the snapshots anew.

mod attributes;
mod middleware;
mod stacks;

use proc_macro2::TokenStream;
use quote::quote;

/// The attribute and the function, and below them what they become.
fn beside(attribute: &str, args: &TokenStream, item: &TokenStream, output: &TokenStream) -> String {
    let args = if args.is_empty() {
        String::new()
    } else {
        format!("({args})")
    };
    let (input, output) = (printed(item), printed(output));
    format!("#[{attribute}{args}]\n{input}\n// becomes\n\n{output}")
}

/// The stack, and below it what it becomes.
fn stack_beside(input: &TokenStream) -> String {
    let output = crate::middleware_stack::expand(input.clone());
    let output = printed(&quote!(fn stack() { let _ = #output; }));
    format!("middleware_stack! {{ {input} }}\n\n// becomes\n\n{output}")
}

fn printed(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => tokens.to_string(),
    }
}

/// Compares an attribute's expansion with its snapshot.
macro_rules! expands {
    ($name:ident: #[$attribute:ident$(($($args:tt)*))?] $($item:tt)*) => {
        #[test]
        fn $name() {
            let (args, item) = (quote::quote!($($($args)*)?), quote::quote!($($item)*));
            let output = $crate::tests::attribute(stringify!($attribute), &args, &item);
            let shown = $crate::tests::beside(stringify!($attribute), &args, &item, &output);
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(stringify!($name), shown);
            });
        }
    };
}
pub(crate) use expands;

/// Expands the attribute of this name.
fn attribute(name: &str, args: &TokenStream, item: &TokenStream) -> TokenStream {
    use crate::{
        attribute::{Plain, expand},
        error_handler::ErrorHandler,
        session_id_fetcher::SessionIdFetcher,
        session_id_generator::SessionIdGenerator,
    };
    let (args, item) = (args.clone(), item.clone());
    match name {
        "middleware" => crate::middleware::expand(args, &item),
        "provider" => crate::provider::expand(args, &item),
        "handler" => crate::handler::expand(args, &item),
        "error_handler" => expand::<ErrorHandler>(args, &item),
        "session_id_fetcher" => expand::<Plain<SessionIdFetcher>>(args, &item),
        "session_id_generator" => expand::<Plain<SessionIdGenerator>>(args, &item),
        other => unreachable!("no attribute is called `{other}`"),
    }
}
