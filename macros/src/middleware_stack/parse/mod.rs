//! The grammar of a stack.

mod absent;
mod beginning;
mod control;
mod entry;
mod misuse;
mod provide;
mod route_habits;
mod routes;
mod settings;
mod words;

use proc_macro2::Span;
use syn::{
    Ident, LitStr, Token,
    parse::{Parse, ParseStream},
    token::{Brace, Bracket, Paren},
};

pub(super) use entry::{Entry, is_constant, is_function};
pub(super) use provide::Provide;
pub(super) use routes::{Routes, Target};

use crate::{args::distance, source::Source};

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
            beginning::is_one_of_a_stage(input, provide.is_some() && entries.is_empty())?;
            let entry = input.call(Entry::stage)?;
            entries.push(entry);
            if input.is_empty() || input.peek(Token![=>]) {
                break;
            }
            comma(input, &entries, provide.is_some())?;
        }
        let mut close = input.span();
        let end = if input.peek(Token![=>]) {
            Some(end(input)?)
        } else {
            if let Some(last) = entries.last() {
                is_no_handler(last)?;
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

/// Refuses a handler in the place of the last stage: then an arrow has been forgotten.
fn is_no_handler(last: &Entry) -> syn::Result<()> {
    let name = last.function().and_then(|path| path.get_ident());
    let is_handler =
        |name: &&Ident| Source::read().is_some_and(|source| source.is_handler(&name.to_string()));
    match name.filter(is_handler) {
        Some(name) => {
            let text =
                format!("`{name}` is a handler, and ends a stack\n= help: write `=> {name}`");
            Err(syn::Error::new(name.span(), text))
        }
        None => Ok(()),
    }
}

/// The comma between two entries, or an error on the second.
fn comma(input: ParseStream<'_>, entries: &[Entry], is_below_values: bool) -> syn::Result<()> {
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
        return Ok(());
    }
    if let ([value], true, true) = (entries, is_below_values, input.peek(Token![;])) {
        return Err(syn::Error::new(
            value.span(),
            "values are provided once\n= help: write `provide config, db;`",
        ));
    }
    if input.peek(Token![;]) {
        return Err(input.error("expected `,`\n= help: stages are separated by commas"));
    }
    let before = entries.last().map(Entry::text).unwrap_or_default();
    if let Some(Entry::Named(word)) = entries.last() {
        words::is_none(word, input)?;
    }
    if let [only] = entries
        && distance(&before.to_lowercase(), "provide") <= 2
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
    Err(input.error(if input.peek(Token![;]) && input.peek2(keyword::provide) {
        "values are provided before the first stage\n= help: move `provide …;` to the top of the stack"
    } else if input.peek(Token![;]) {
        "nothing can stand after the end of a stack\n= help: remove this semicolon"
    } else if input.peek(Token![_]) {
        "nothing can stand after the end of a stack\n= help: put the fallback into `routes { … }`, as its last"
    } else if input.peek(Ident) && input.peek2(LitStr) {
        "a route stands in `routes`\n= help: write `=> routes { GET \"/\" => handler }`"
    } else if input.peek(Token![=>]) {
        "a stack has one end\n= help: write `=> routes { … }` to choose among handlers"
    } else {
        "nothing can stand after the end of a stack\n= help: put stages above `=>`"
    }))
}

impl End {
    /// What it leads to.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Handler(handler) => handler.span(),
            Self::Routes(routes) => routes.keyword.span,
        }
    }
}

impl Parse for End {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(keyword::routes) {
            if input.peek2(Brace) {
                return input.parse().map(Self::Routes);
            }
            if input.peek2(Paren)
                || input.peek2(Bracket)
                || input.peek2(Token![:])
                || input.peek2(Token![=])
            {
                return Err(input.error("routes stand in braces\n= help: write `=> routes { … }`"));
            }
        }
        if input.peek(Brace) || is_list_of_routes(input) {
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

/// Whether routes stand in brackets.
fn is_list_of_routes(input: ParseStream<'_>) -> bool {
    let routes = |input: ParseStream<'_>| -> syn::Result<bool> {
        let content;
        syn::bracketed!(content in input);
        Ok(content.peek(Ident) && content.peek2(LitStr))
    };
    input.peek(Bracket) && routes(&input.fork()).is_ok_and(|is_one| is_one)
}
