//! Control: branches, loops and operators, which make no stage of the functions that they name.

use syn::Expr;

use super::{
    entry::text,
    misuse::{function_of, misuse},
};
use crate::source::Source;

/// What is wrong with such an expression, and what to write, if it can be no stage.
pub(super) fn no_stage(entry: &Expr) -> Option<(String, String)> {
    match entry {
        Expr::Paren(inner) if is_none(&inner.expr) => misuse(&inner.expr),
        Expr::Paren(inner) if matches!(*inner.expr, Expr::If(_)) => no_stage(&inner.expr),
        // To call a function with an attribute is to run it.
        Expr::Paren(inner) if matches!(*inner.expr, Expr::Call(_)) => misuse(&inner.expr),
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
            let handler = returned
                .expr
                .as_ref()
                .map_or_else(|| "handler".to_owned(), text);
            Some((
                "nothing returns from a stack".to_owned(),
                format!("write `=> {handler}` at its end"),
            ))
        }
        Expr::Unary(syn::ExprUnary { expr: inner, .. })
        | Expr::Try(syn::ExprTry { expr: inner, .. }) => {
            let name = annotated(inner)?;
            Some((
                format!("`{name}` is named, and nothing is done with it"),
                format!("write `{name}`"),
            ))
        }
        Expr::Binary(binary) => {
            let operands = [&binary.left, &binary.right];
            let named = operands
                .into_iter()
                .find_map(|operand| annotated(operand))?;
            Some((
                format!("`{named}` is an entry of its own"),
                "write `,` between two stages, and `=>` before the one handler".to_owned(),
            ))
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
