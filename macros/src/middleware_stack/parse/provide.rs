//! The values of an application: `provide a, b;`.

use quote::ToTokens;
use syn::{
    Expr, Token,
    parse::{Parse, ParseStream},
};

use super::keyword;
use crate::source::Source;

/// `provide a, b;`
pub(crate) struct Provide {
    pub(crate) keyword: keyword::provide,
    pub(crate) values: Vec<Expr>,
}

impl Parse for Provide {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let keyword: keyword::provide = input.parse()?;
        let mut values: Vec<Expr> = Vec::new();
        while !input.peek(Token![;]) {
            if input.is_empty() || input.peek(Token![=>]) {
                return Err(syn::Error::new_spanned(
                    keyword,
                    "the provided values do not end\n= help: write `;` after the last one: `provide config, db;`",
                ));
            }
            if input.peek(Token![ref]) {
                return Err(input.error(
                    "the application holds what it provides\n= help: remove this word; provide a clone, or an `Arc`, of \
                     what others hold too",
                ));
            }
            if input.peek(Token![mut]) {
                return Err(input.error(
                    "requests share what is provided, so it does not change\n= help: remove this word; what changes \
                     is a `Mutex`, or an atomic number",
                ));
            }
            let value: Expr = input.parse().map_err(|error| {
                let help = "write `provide config, db;`";
                syn::Error::new(error.span(), format!("{error}\n= help: {help}"))
            })?;
            refuse(&value, input.peek(Token![;]))?;
            values.push(value);
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
            } else if input.peek(Token![:]) {
                return Err(input.error(
                    "a provided value has the type that it has\n= help: remove the colon and what follows it",
                ));
            } else if !input.peek(Token![;]) {
                return Err(input.error(
                    "expected `,` or `;` after a provided value\n= help: write `provide config, db;`",
                ));
            }
        }
        input.parse::<Token![;]>()?;
        if values.is_empty() {
            return Err(syn::Error::new_spanned(
                keyword,
                "nothing is provided\n= help: write `provide config, db;`, or remove the line",
            ));
        }
        Ok(Self { keyword, values })
    }
}

/// Refuses what only looks like a value that a handler could borrow.
fn refuse(value: &Expr, is_last: bool) -> syn::Result<()> {
    let (place, message): (&dyn ToTokens, &str) = match value {
        Expr::Assign(named) => (
            &named.left,
            "a provided value has no name: it is borrowed by its type\n= help: write the value alone",
        ),
        Expr::Reference(_) => (
            value,
            "the application holds what it provides, so it takes no reference\n= help: provide the value, or an \
             `Arc` of what others hold too",
        ),
        Expr::Path(path) => {
            let name = path.path.get_ident().map(ToString::to_string);
            let (Some(name), Some(source)) = (name, Source::read()) else {
                return Ok(());
            };
            if source.has_tuple_struct(&name)
                && !source.imports(&name)
                && !source.has_constant(&name)
            {
                return Err(syn::Error::new_spanned(
                    value,
                    format!("this makes a `{name}`, and is none\n= help: write `{name}(…)`"),
                ));
            }
            let is_called =
                source.has_plain_function(&name) && !source.binds(&name) && !source.imports(&name);
            if is_called {
                let help = format!("write `{name}()`");
                return Err(syn::Error::new_spanned(
                    value,
                    format!(
                        "this is a function, and what it returns is to be provided\n= help: {help}"
                    ),
                ));
            }
            if !is_last || !source.is_annotated(&name) {
                return Ok(());
            }
            (
                value,
                "this function is a stage, and not a value\n= help: write it below `provide …;`, as the other stages",
            )
        }
        _ => return Ok(()),
    };
    Err(syn::Error::new_spanned(place, message))
}
