//! The grammar of a stack.

mod entry;
mod provide;
mod routes;
mod settings;

use proc_macro2::Span;
use syn::{
    Ident, LitStr, Token,
    parse::{Parse, ParseStream},
    token::{Brace, Bracket, Paren},
};

pub(super) use entry::{Entry, is_constant, is_function};
pub(super) use provide::Provide;
pub(super) use routes::{Routes, Target};

use crate::args::distance;

mod keyword {
    syn::custom_keyword!(provide);
    syn::custom_keyword!(routes);
}

/// A whole stack, or a nested one, or a fragment when it has no end.
pub(crate) struct Stack {
    pub(super) provide: Option<Provide>,
    pub(super) entries: Vec<Entry>,
    pub(super) end: Option<End>,
    /// Where an end would stand.
    pub(super) close: Span,
}

/// What a stack ends in.
pub(super) enum End {
    Handler(Entry),
    Routes(Routes),
}

impl Parse for Stack {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let provide: Option<Provide> = if input.peek(keyword::provide) {
            Some(input.parse()?)
        } else {
            None
        };
        let mut entries: Vec<Entry> = Vec::new();
        while !input.is_empty() && !input.peek(Token![=>]) {
            expect_stage(input, provide.is_some() && entries.is_empty())?;
            let entry = input.call(Entry::stage)?;
            entries.push(entry);
            if input.is_empty() || input.peek(Token![=>]) {
                break;
            }
            comma(input, &entries)?;
        }
        let mut close = input.span();
        let end = if input.peek(Token![=>]) {
            Some(end(input)?)
        } else {
            if let Some(last) = entries.last() {
                close = last.span();
            }
            None
        };
        Ok(Self {
            provide,
            entries,
            end,
            close,
        })
    }
}

/// Refuses what cannot be the beginning of a stage.
fn expect_stage(input: ParseStream<'_>, just_provided: bool) -> syn::Result<()> {
    if input.peek(Token![,]) {
        return Err(input.error("expected a stage\n= help: remove this comma"));
    }
    if input.peek(keyword::routes) && input.peek2(Brace) {
        return Err(input.error("routes are the end of a stack\n= help: write `=> routes { … }`"));
    }
    let routed = input.peek(Ident) && !input.peek(keyword::provide) && input.peek2(LitStr);
    if routed || (input.peek(LitStr) && input.peek2(Token![=>])) {
        return Err(input.error(
            "a route stands in `routes`\n= help: write `=> routes { GET \"/\" => handler }`",
        ));
    }
    if input.peek(Token![->]) {
        return Err(input.error("expected `=>`\n= help: write `=> handler`"));
    }
    if input.peek(Token![#]) {
        return Err(input.error(
            "an entry of a stack takes no attribute\n= help: switch a stage with an `Option`: `(debug.then_some(timing {}))`",
        ));
    }
    if input.peek(Token![use]) {
        return Err(
            input.error("a stage is named\n= help: remove `use`, and write `,` after the stage")
        );
    }
    if input.peek(Token![let]) {
        return Err(input.error(
            "no variable is made in a stack\n= help: make it above the stack, and name it in parentheses: `(cors)`",
        ));
    }
    if input.peek(keyword::provide) && !input.peek2(Token![,]) && !input.peek2(Token![=>]) {
        return Err(input.error(if just_provided {
            "values are provided once\n= help: write `provide config, db;`"
        } else {
            "values are provided before the first stage\n= help: move `provide …;` to the top of the stack"
        }));
    }
    Ok(())
}

/// The comma between two entries, or an error on the second.
fn comma(input: ParseStream<'_>, entries: &[Entry]) -> syn::Result<()> {
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
        return Ok(());
    }
    if input.peek(Token![;]) {
        return Err(input.error("expected `,`\n= help: stages are separated by commas"));
    }
    let before = entries.last().map(Entry::text).unwrap_or_default();
    if let [only] = entries
        && distance(&before, "provide") <= 2
    {
        return Err(syn::Error::new(
            only.span(),
            format!("`{before}` is not a word of a stack\n= help: a similar one exists: `provide`"),
        ));
    }
    let error = match input.fork().parse::<Entry>() {
        Ok(next) => syn::Error::new(
            next.span(),
            format!(
                "expected `,` between `{before}` and `{}`\n= help: stages are separated by commas",
                next.text(),
            ),
        ),
        Err(_) => input.error(format!(
            "expected `,` after `{before}`\n= help: stages are separated by commas"
        )),
    };
    Err(error)
}

/// `=> handler` or `=> routes { … }`, and nothing after it.
fn end(input: ParseStream<'_>) -> syn::Result<End> {
    let arrow = input.parse::<Token![=>]>()?;
    if input.is_empty() || input.peek(Token![,]) || input.peek(Token![;]) {
        return Err(syn::Error::new_spanned(
            arrow,
            "the arrow leads nowhere\n= help: write `=> handler` or `=> routes { … }`",
        ));
    }
    let end = input.parse()?;
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
    }
    if input.is_empty() {
        return Ok(end);
    }
    Err(input.error(if input.peek(Token![;]) {
        "nothing can stand after the end of a stack\n= help: remove this semicolon"
    } else if input.peek(Token![_]) {
        "nothing can stand after the end of a stack\n= help: put the fallback into `routes { … }`, as its last"
    } else if input.peek(Token![=>]) {
        "a stack has one end\n= help: write `=> routes { … }` to choose among handlers"
    } else {
        "nothing can stand after the end of a stack\n= help: put stages above `=>`"
    }))
}

impl Parse for End {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(keyword::routes) {
            if input.peek2(Brace) {
                return input.parse().map(Self::Routes);
            }
            if input.peek2(Paren) || input.peek2(Bracket) {
                return Err(input.error("routes stand in braces\n= help: write `=> routes { … }`"));
            }
        }
        if input.peek(Brace) {
            return Err(
                input.error("expected a handler, or `routes`\n= help: write `=> routes { … }`")
            );
        }
        if let Ok(word) = input.fork().parse::<Ident>()
            && input.peek2(Brace)
            && distance(&word.to_string(), "routes") <= 2
        {
            return Err(input.error(format!(
                "`{word}` is not a word of a stack\n= help: a similar one exists: `routes`"
            )));
        }
        input.call(Entry::handler).map(Self::Handler)
    }
}
