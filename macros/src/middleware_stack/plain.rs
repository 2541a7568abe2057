//! Plain: a function that a stack names and that has no attribute yet, so that the stack can say so.
//!
//! A stack names types; of a function without its attribute the compiler says "expected type, found
//! function". Where the source shows such a function, its name is looked up through an import, which
//! takes the stage if there is one after all, and otherwise leaves a type of ours in its place. So
//! what the source seems to say only ever chooses between two messages.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Path, spanned::Spanned};

use crate::returns::respan;

/// What has to stand before a path that may be that of a plain function, and the path to use.
pub(super) fn looked_up(path: &Path, runtime: &TokenStream) -> (TokenStream, TokenStream) {
    if !path
        .get_ident()
        .is_some_and(|name| is_plain(&name.to_string()))
    {
        return (TokenStream::new(), quote!(#path));
    }
    let here = respan(runtime.clone(), path.span());
    let before = quote_spanned! {path.span()=>
        #[allow(unused_imports)]
        use #here::__private::plain::*;
        #[allow(unused_imports)]
        use #path as __OnionEntry;
    };
    (before, quote_spanned!(path.span()=> __OnionEntry))
}

/// Whether the file of the stack has functions of this name, and none of them has an attribute.
fn is_plain(name: &str) -> bool {
    if !proc_macro::is_available() {
        return false;
    }
    let file = proc_macro::Span::call_site().local_file();
    let Some(source) = file.and_then(|file| std::fs::read_to_string(file).ok()) else {
        return false;
    };
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let declares = |line: &str| {
        let after = line
            .split_once(&format!("fn {name}"))
            .map(|(_, after)| after);
        !line.starts_with("//") && after.is_some_and(|after| after.starts_with(['(', '<']))
    };
    let mut found = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| declares(line))
        .peekable();
    let bare = |(at, _): (usize, &&str)| {
        let above = lines[..at]
            .iter()
            .rev()
            .find(|line| !line.starts_with("//"));
        above.is_none_or(|line| line.is_empty() || line.ends_with(['}', ';', '{']))
    };
    found.peek().is_some() && found.all(bare)
}
