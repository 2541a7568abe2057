//! Attributes: our own, of which a function has one.

use crate::{diagnostics::Diagnostics, function::Function};

/// The names of our attributes.
pub(crate) const ATTRIBUTES: [&str; 6] = [
    "middleware",
    "provider",
    "handler",
    "error_handler",
    "session_id_fetcher",
    "session_id_generator",
];

/// The name of an attribute of ours.
pub(crate) fn ours(attr: &syn::Attribute) -> Option<&'static str> {
    let path = attr.path();
    let last = path.segments.last()?;
    let near = path.segments.len() == 1 || path.segments[0].ident == "onionskin";
    ATTRIBUTES
        .into_iter()
        .find(|name| near && last.ident == name)
}

/// Refuses a second attribute of ours.
pub(crate) fn single(name: &str, function: &Function, found: &mut Diagnostics) {
    for attr in &function.attrs {
        if ours(attr).is_some() {
            found.error(
                attr.path(),
                format!("`{}` has `#[{name}]` already", function.name()),
                "remove one of the two: a function is one thing in a stack",
            );
        }
    }
}
