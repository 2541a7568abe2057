//! What stands where a stage or a handler is named, and can be neither.

use syn::{Expr, Path};

use super::{
    absent::absent,
    control,
    entry::{is_function, text},
};
use crate::source::Source;

/// What stands where a stage or a handler is named, and can be neither.
pub(super) fn misuse(entry: &Expr) -> Option<(String, String)> {
    if let Some(absent) = absent(entry) {
        return Some(absent);
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
        Expr::Path(path) => named(&path.path),
        Expr::Reference(reference) => {
            let path = function_of(&reference.expr)?;
            let name = text(path);
            let is_variable = path.get_ident().is_some_and(|_| {
                Source::read()
                    .is_some_and(|source| source.binds(&name) && !source.has_function(&name))
            });
            let help = if is_variable {
                format!("({name})")
            } else {
                name.clone()
            };
            Some((
                format!("`{name}` is named, not borrowed"),
                format!("write `{help}`"),
            ))
        }
        Expr::Await(awaited) => {
            let name = text(function_of(&awaited.base)?);
            Some((
                format!("`{name}` is named, and the stack runs it"),
                format!("write `{name}`"),
            ))
        }
        Expr::Call(call) if made_of(call).is_some() => {
            let name = made_of(call)?;
            Some((
                format!("`{name}` is named, and the stack makes it"),
                format!("write `{name}`, or its settings in braces: `{name} {{ setting: value }}`"),
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
        other => control::no_stage(other),
    }
}

/// A path that can be no stage's.
fn named(path: &Path) -> Option<(String, String)> {
    if has_types(path) {
        let name = path.segments.last()?.ident.to_string();
        return Source::read()?.is_annotated(&name).then(|| {
            (
                format!("`{name}` has no types to be given"),
                format!("write `{name}`, or its settings in braces: `{name} {{ setting: … }}`"),
            )
        });
    }
    if path.is_ident("None") {
        return Some((
            "`None` does not say of which stage".to_owned(),
            "write `None::<timing>`".to_owned(),
        ));
    }
    if let Some(name) = let_out(path) {
        return Some((
            format!("`{name}` is a function, and a stack takes what it returns"),
            format!("write `{name}()`"),
        ));
    }
    let owner = owner(path)?;
    let text = text(path);
    Some((
        format!("`{text}` is a method, and a stack names what has an attribute"),
        format!("put the attribute on the `impl` block, and name the type: `{owner}`"),
    ))
}

/// `Cors::new`, of which the call has been left out.
fn let_out(path: &Path) -> Option<String> {
    let [.., owner, function] = path.segments.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let owner = owner.ident.to_string();
    let is_made = ["new", "default"].contains(&function.ident.to_string().as_str())
        && owner.starts_with(char::is_uppercase)
        && !has_types(path)
        && Source::read().is_some_and(|source| {
            !source.mentions_module(&owner)
                && !source.imports(&owner)
                && source.shows_all(&["onionskin::prelude::*"])
        });
    is_made.then(|| text(path))
}

/// The function with an attribute in `limit::new(10)`.
fn made_of(call: &syn::ExprCall) -> Option<String> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let [owner, function] = path.path.segments.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let name = owner.ident.to_string();
    let source = Source::read()?;
    (function.ident == "new" && source.is_annotated(&name) && !source.has_methods(&name))
        .then_some(name)
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
    if is_type && owner == "Self" {
        return Some(owner);
    }
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
