//! What stands where a stage or a handler is named, and can be neither.

use syn::{Expr, Path};

use super::entry::{is_function, text};
use crate::source::Source;

/// What stands where a stage or a handler is named, and can be neither.
pub(super) fn misuse(entry: &Expr) -> Option<(String, String)> {
    if let Some(feature) = feature(entry) {
        return Some(feature);
    }
    match entry {
        Expr::Macro(called) => {
            let name = called.mac.path.get_ident()?.to_string();
            ["todo", "unimplemented", "panic", "unreachable"]
                .contains(&name.as_str())
                .then(|| {
                    (
                        format!("`{name}!` gives nothing that could stand here"),
                        format!("name a function, and write `{name}!()` in its body"),
                    )
                })
        }
        Expr::Path(path) if has_types(&path.path) => {
            let name = path.path.segments.last()?.ident.to_string();
            let is_annotated = Source::read()?.is_annotated(&name);
            is_annotated.then(|| {
                (
                    format!("`{name}` has no types to be given"),
                    format!("write `{name}`, or its settings in braces: `{name} {{ setting: … }}`"),
                )
            })
        }
        Expr::Path(path) => {
            let owner = owner(&path.path)?;
            let text = text(&path.path);
            Some((
                format!("`{text}` is a method, and a stack names what has an attribute"),
                format!("put the attribute on the `impl` block, and name the type: `{owner}`"),
            ))
        }
        Expr::Reference(reference) => {
            let path = function_of(&reference.expr)?;
            let name = text(path);
            Some((
                format!("`{name}` is named, not borrowed"),
                format!("write `{name}`"),
            ))
        }
        Expr::Await(awaited) => {
            let name = text(function_of(&awaited.base)?);
            Some((
                format!("`{name}` is named, and the stack runs it"),
                format!("write `{name}`"),
            ))
        }
        Expr::Call(call) => {
            let path = function_of(&call.func)?;
            let name = path.get_ident()?.to_string();
            if !Source::read().is_some_and(|source| source.is_annotated(&name)) {
                return None;
            }
            let help = if call.args.is_empty() {
                format!("write `{name}`")
            } else {
                format!("write `{name}`, or its settings in braces: `{name} {{ setting: value }}`")
            };
            Some((format!("`{name}` is named, and the stack calls it"), help))
        }
        _ => None,
    }
}

/// A stage of ours that a feature would bring.
fn feature(entry: &Expr) -> Option<(String, String)> {
    let path = match entry {
        Expr::MethodCall(call) => return feature(&call.receiver),
        Expr::Call(call) => return feature(&call.func),
        Expr::Paren(inner) => return feature(&inner.expr),
        Expr::Path(path) => &path.path,
        _ => return None,
    };
    let name = path.segments.first()?.ident.to_string();
    let is_off = matches!(name.as_str(), "Compression" | "Decompression")
        && cfg!(not(feature = "compression"));
    let source = Source::read().filter(|_| is_off)?;
    let is_ours = !source.has_type(&name)
        && !source.imports(&name)
        && source.shows_all(&["onionskin::prelude::*"]);
    is_ours.then(|| {
        (
            format!("`{name}` comes with the feature `compression`, which is off"),
            "write `features = [\"compression\"]` where `Cargo.toml` names `onionskin`".to_owned(),
        )
    })
}

/// Whether types are given to what a path names.
fn has_types(path: &Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|last| !last.arguments.is_none())
}

/// The type of the file that a method is named of.
fn owner(path: &Path) -> Option<String> {
    let [.., owner, _] = path.segments.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let owner = owner.ident.to_string();
    let is_type = owner.starts_with(char::is_uppercase) && is_function(path);
    let source = Source::read().filter(|_| is_type)?;
    source.has_methods(&owner).then_some(owner)
}

/// The function that an expression names.
pub(super) fn function_of(expression: &Expr) -> Option<&Path> {
    match expression {
        Expr::Path(path) if path.qself.is_none() => {
            Some(&path.path).filter(|path| is_function(path))
        }
        _ => None,
    }
}
