//! Lookup: what the name of an entry stands for, where the tokens of the stack say nothing.
//!
//! A stack names types; of a function without its attribute the compiler says "expected type, found
//! function". So where the source shows such a function its name is looked up through an import, which
//! takes the stage if there is one after all, and otherwise leaves a type of ours in its place. So it is
//! with a variable. `ui-tests/pass/callers/misleading_source.rs` is a file that misleads both, and
//! compiles.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Ident, Path, spanned::Spanned};

use crate::{runtime_path::Runtime, source::Source};

/// Whether the path of an entry is that of a stage, or of nothing, as far as the file shows.
pub(super) fn is_certain(path: &Path) -> bool {
    variable(path).is_none() && perhaps_plain(path).is_none()
}

/// What has to stand before a path that may be that of a plain function, and the path to use.
pub(super) fn looked_up(path: &Path, runtime: &Runtime) -> (TokenStream, TokenStream) {
    if let Some(name) = variable(path) {
        return (
            imported(name, runtime),
            quote_spanned!(name.span()=> __OnionEntry),
        );
    }
    if perhaps_plain(path).is_none() {
        return (TokenStream::new(), quote!(#path));
    }
    // No import beside it: where the user's own import leads nowhere, this one hides the type of ours,
    // and nothing is added to what the compiler has said.
    let before = quote_spanned! {path.span()=>
        #[allow(unused_imports)]
        use #path as __OnionEntry;
    };
    (before, quote_spanned!(path.span()=> __OnionEntry))
}

/// The name of an entry that may be a plain function's.
fn perhaps_plain(path: &Path) -> Option<&Ident> {
    let name = &path.segments.last()?.ident;
    let (text, source) = (name.to_string(), Source::read()?);
    let is_one =
        source.has_plain_function(&text) || (path.get_ident().is_some() && source.imports(&text));
    (is_one && path.segments.iter().all(|part| part.arguments.is_none())).then_some(name)
}

/// The type that a message shows for an entry, and what declares it.
///
/// It is the entry's own, but that of a plain function has one in its place, with its name.
pub(super) fn shown(path: &Path, runtime: &Runtime) -> (TokenStream, TokenStream) {
    let span = path.span();
    if let Some(name) = perhaps_plain(path).filter(|_| variable(path).is_none()) {
        let declared = quote_spanned! {span=>
            #[allow(non_camel_case_types, dead_code)]
            struct #name;
        };
        return (declared, quote!(#name));
    }
    let here = runtime.at(span);
    let (_, path) = looked_up(path, runtime);
    let shown = quote_spanned!(span=> <#path as #here::Named>::Itself);
    (TokenStream::new(), shown)
}

/// The type that stands for a plain function, further out than the import of one.
pub(super) fn plain(runtime: &Runtime) -> TokenStream {
    quote! {
        #[allow(unused_imports)]
        use #runtime::plain::__OnionEntry;
    }
}

/// The name of an entry that seems to be a variable.
pub(super) fn variable(path: &Path) -> Option<&Ident> {
    let ident = path.get_ident()?;
    let (name, source) = (ident.to_string(), Source::read()?);
    let is_one = source.binds(&name) && !source.has_function(&name) && !source.imports(&name);
    is_one.then_some(ident)
}

/// The import of a stage of this name, or else of the type that stands for a variable.
///
/// An import has to find something, so there is a macro of the name; and it must not find the
/// variable, which another hygiene hides from it.
fn imported(name: &Ident, runtime: &Runtime) -> TokenStream {
    let here = runtime.at(name.span());
    let mut hidden = name.clone();
    hidden.set_span(name.span().resolved_at(Span::mixed_site()));
    quote_spanned! {name.span()=>
        #[allow(unused_imports)]
        use #here::variable::*;
        #[allow(unused_macros)]
        macro_rules! #hidden { () => {}; }
        #[allow(unused_imports)]
        use #hidden as __OnionEntry;
    }
}
