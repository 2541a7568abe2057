//! Settings: the shapes in which they are often written, and cannot be.

use syn::{
    Ident, Path, Token, braced, parenthesized,
    parse::{End, ParseStream},
    token::Brace,
};

use super::entry::text;

/// Refuses `limit { max = 10 }` and `limit { 10 }`.
pub(super) fn have_colons(path: &Path, input: ParseStream<'_>) -> syn::Result<()> {
    let content;
    braced!(content in input);
    if content.is_empty() || content.peek(Token![..]) || content.peek(Token![#]) {
        return Ok(());
    }
    let Ok(name) = content.fork().parse::<Ident>() else {
        return Err(content.error(format!(
            "a setting has a name\n= help: write `{} {{ name: value }}`",
            text(path)
        )));
    };
    if content.peek2(Token![=]) || content.peek2(Token![=>]) {
        content.parse::<Ident>()?;
        return Err(content.error(format!("a setting has a colon\n= help: write `{name}: …`")));
    }
    Ok(())
}

/// Refuses `limit(max: 10)`.
pub(super) fn have_braces(path: &Path, input: ParseStream<'_>) -> syn::Result<()> {
    let content;
    parenthesized!(content in input);
    if content.peek(Brace) && content.peek2(End) {
        return Err(content.error(format!(
            "settings stand in braces alone\n= help: write `{} {{ name: value }}`",
            text(path)
        )));
    }
    let Ok(name) = content.fork().parse::<Ident>() else {
        return Ok(());
    };
    let colon = content.peek2(Token![:]) && !content.peek2(Token![::]);
    if !colon && (!content.peek2(Token![=]) || content.peek2(Token![==])) {
        return Ok(());
    }
    Err(content.error(format!(
        "settings stand in braces\n= help: write `{} {{ {name}: … }}`",
        text(path)
    )))
}
