//! The macros of [`onionskin`](https://docs.rs/onionskin): an implementation detail of that crate, and
//! documented there.

mod args;
mod attribute;
mod body;
mod companion;
mod diagnostics;
mod error_handler;
mod function;
mod handler;
mod impl_block;
mod mended;
mod middleware;
mod middleware_stack;
mod misplaced;
mod provider;
mod returns;
mod runtime_path;
mod session_id_fetcher;
mod session_id_generator;
mod signature;
mod source;
mod stage;
mod stub;
mod subject;
mod surroundings;
#[cfg(test)]
mod tests;
mod twofold;

use proc_macro::TokenStream;

use attribute::Plain;

#[doc = include_str!("../docs/middleware.md")]
#[proc_macro_attribute]
pub fn middleware(args: TokenStream, item: TokenStream) -> TokenStream {
    middleware::expand(args.into(), &item.into()).into()
}

#[doc = include_str!("../docs/provider.md")]
#[proc_macro_attribute]
pub fn provider(args: TokenStream, item: TokenStream) -> TokenStream {
    provider::expand(args.into(), &item.into()).into()
}

#[doc = include_str!("../docs/handler.md")]
#[proc_macro_attribute]
pub fn handler(args: TokenStream, item: TokenStream) -> TokenStream {
    handler::expand(args.into(), &item.into()).into()
}

#[doc = include_str!("../docs/error_handler.md")]
#[proc_macro_attribute]
pub fn error_handler(args: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand::<error_handler::ErrorHandler>(args.into(), &item.into()).into()
}

#[doc = include_str!("../docs/session_id_fetcher.md")]
#[proc_macro_attribute]
pub fn session_id_fetcher(args: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand::<Plain<session_id_fetcher::SessionIdFetcher>>(args.into(), &item.into())
        .into()
}

#[doc = include_str!("../docs/session_id_generator.md")]
#[proc_macro_attribute]
pub fn session_id_generator(args: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand::<Plain<session_id_generator::SessionIdGenerator>>(args.into(), &item.into())
        .into()
}

/// Puts its arguments beside the item; what the attributes above write goes through this one.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn beside(items: TokenStream, item: TokenStream) -> TokenStream {
    item.into_iter().chain(items).collect()
}

#[doc = include_str!("../docs/middleware_stack.md")]
#[proc_macro]
pub fn middleware_stack(input: TokenStream) -> TokenStream {
    middleware_stack::expand(input.into()).into()
}
