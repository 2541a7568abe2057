//! What stands where a stage or a handler is named, and can be neither.

use syn::{Expr, Path};

use super::{
    absent::absent,
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
        Expr::Path(path) if path.path.is_ident("None") => Some((
            "`None` does not say of which stage".to_owned(),
            "write `None::<timing>`".to_owned(),
        )),
        Expr::Path(path) if let_out(&path.path).is_some() => {
            let name = let_out(&path.path)?;
            Some((
                format!("`{name}` is a function, and a stack takes what it returns"),
                format!("write `{name}()`"),
            ))
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
            let is_variable = path.get_ident().is_some_and(|_| {
                Source::read().is_some_and(|source| source.binds(&name) && !source.has_function(&name))
            });
            let help = if is_variable { format!("({name})") } else { name.clone() };
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
        Expr::Paren(inner) if is_none(&inner.expr) => misuse(&inner.expr),
        Expr::Paren(inner) if matches!(*inner.expr, Expr::If(_)) => misuse(&inner.expr),
        Expr::If(branch) if branch.else_branch.is_none() => Some((
            "without `else` there may be no stage here".to_owned(),
            "write `(debug.then_some(timing {}))`".to_owned(),
        )),
        Expr::ForLoop(_) | Expr::While(_) => Some((
            "a loop is not a stage".to_owned(),
            "name each stage; several under one name are a fragment: `fn common() -> impl Stage`"
                .to_owned(),
        )),
        Expr::Return(returned) => {
            let handler = returned.expr.as_ref().map_or_else(|| "handler".to_owned(), text);
            Some((
                "nothing returns from a stack".to_owned(),
                format!("write `=> {handler}` at its end"),
            ))
        }
        Expr::Unary(syn::ExprUnary { expr: inner, .. }) | Expr::Try(syn::ExprTry { expr: inner, .. }) => {
            let name = annotated(inner)?;
            Some((
                format!("`{name}` is named, and nothing is done with it"),
                format!("write `{name}`"),
            ))
        }
        Expr::Binary(binary) => {
            let operands = [&binary.left, &binary.right];
            let named = operands.into_iter().find_map(|operand| annotated(operand))?;
            Some((
                format!("`{named}` is an entry of its own"),
                "write `,` between two stages, and `=>` before the handler".to_owned(),
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
        _ => None,
    }
}

fn is_none(value: &Expr) -> bool {
    matches!(value, Expr::Path(path) if path.path.is_ident("None"))
}

/// The function of the file with an attribute of ours that an operand is.
fn annotated(operand: &Expr) -> Option<String> {
    let name = function_of(operand)?.get_ident()?.to_string();
    Source::read()?.is_annotated(&name).then_some(name)
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
        && Source::read().is_some_and(|source| !source.mentions_module(&owner));
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
