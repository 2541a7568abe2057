//! Annotation: what other frameworks write before a parameter, and our types say.

use syn::{Attribute, FnArg};

use crate::{diagnostics::Diagnostics, function::Function};

const ANNOTATIONS: [&str; 16] = [
    "body",
    "cookie",
    "data",
    "extract",
    "form",
    "from_request",
    "header",
    "inject",
    "json",
    "param",
    "path",
    "path_variable",
    "query",
    "request_body",
    "request_param",
    "state",
];

/// Whether an attribute is such an annotation.
pub(crate) fn is_one(attr: &Attribute) -> bool {
    let name = attr.path().get_ident().map(ToString::to_string);
    name.is_some_and(|name| ANNOTATIONS.contains(&name.as_str()))
}

/// Refuses annotations of parameters.
pub(crate) fn refuse(function: &Function, found: &mut Diagnostics) {
    for input in &function.sig.inputs {
        let FnArg::Typed(typed) = input else { continue };
        if let Some(attr) = typed.attrs.iter().find(|attr| is_one(attr)) {
            let name = attr.path();
            found.error(
                name,
                "a parameter says by its type where it comes from",
                "take `Path<T>`, `Query<T>`, `Form<T>` or `Json<T>`, read headers from `req: &Request`, or borrow `&T` from the stack",
            );
        }
    }
}
