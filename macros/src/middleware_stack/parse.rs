//! The grammar of a stack.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{
    Expr, Ident, LitStr, Path, Token, braced,
    parse::{Parse, ParseStream},
    token::Brace,
};

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

/// `provide a, b;`
pub(super) struct Provide {
    pub(super) keyword: keyword::provide,
    pub(super) values: Vec<Expr>,
}

/// One stage.
pub(super) enum Entry {
    /// A bare path: an annotated function or a unit struct.
    Named(Path),
    /// `path { setting: value }`.
    Set(syn::ExprStruct),
    /// Any other expression.
    Made(Expr),
}

/// What a stack ends in.
pub(super) enum End {
    Handler(Entry),
    Routes(Routes),
}

/// `routes { … }`
pub(super) struct Routes {
    pub(super) keyword: keyword::routes,
    pub(super) list: Vec<Route>,
    pub(super) fallback: Option<Fallback>,
}

/// `_ => handler`
pub(super) struct Fallback {
    pub(super) handler: Entry,
}

/// `GET "/" => handler`, or `"/prefix" => { … }`.
pub(super) struct Route {
    pub(super) methods: Vec<Ident>,
    pub(super) path: LitStr,
    pub(super) leads_to: Target,
}

/// Where a route leads.
pub(super) enum Target {
    Handler(Entry),
    Stack(Box<Stack>),
}

impl Parse for Stack {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let provide = if input.peek(keyword::provide) {
            Some(input.parse()?)
        } else {
            None
        };
        let mut entries: Vec<Entry> = Vec::new();
        while !input.is_empty() && !input.peek(Token![=>]) {
            if input.peek(keyword::routes) && input.peek2(Brace) {
                return Err(
                    input.error("routes are the end of a stack\n= help: write `=> routes { … }`")
                );
            }
            if input.peek(Token![->]) {
                return Err(input.error("expected `=>`\n= help: write `=> handler`"));
            }
            if input.peek(keyword::provide) && !input.peek2(Token![,]) && !input.peek2(Token![=>]) {
                return Err(input.error(
                    "values are provided before the first stage\n= help: move `provide …;` to the top of the stack",
                ));
            }
            let entry: Entry = input.parse()?;
            entries.push(entry);
            if input.is_empty() || input.peek(Token![=>]) {
                break;
            }
            comma(input, &entries)?;
        }
        let mut close = input.span();
        let end = if input.peek(Token![=>]) {
            let arrow = input.parse::<Token![=>]>()?;
            if input.is_empty() {
                return Err(syn::Error::new_spanned(
                    arrow,
                    "the arrow leads nowhere\n= help: write `=> handler` or `=> routes { … }`",
                ));
            }
            let end = input.parse()?;
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
            }
            if !input.is_empty() {
                return Err(input.error(
                    "nothing can stand after the end of a stack\n= help: put stages above `=>`",
                ));
            }
            Some(end)
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
            values.push(input.parse()?);
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
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

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        if ahead.call(Path::parse_mod_style).is_ok() && ahead.peek(Brace) {
            settings_have_colons(&ahead)?;
        }
        let mut entry: Expr = input.parse()?;
        // A `$stage:expr` or `$stage:path` of a user's macro comes in invisible parentheses.
        while let Expr::Group(group) = entry {
            entry = *group.expr;
        }
        Ok(match entry {
            Expr::Path(path) if path.qself.is_none() && path.attrs.is_empty() => {
                Self::Named(path.path)
            }
            Expr::Struct(set) if set.qself.is_none() && is_function(&set.path) => Self::Set(set),
            made => Self::Made(made),
        })
    }
}

/// Refuses `limit { max = 10 }`.
fn settings_have_colons(input: ParseStream<'_>) -> syn::Result<()> {
    let content;
    braced!(content in input);
    let name = content.parse::<Ident>();
    match name {
        Ok(name) if content.peek(Token![=]) && !content.peek(Token![=>]) => {
            Err(content.error(format!("a setting has a colon\n= help: write `{name}: …`")))
        }
        _ => Ok(()),
    }
}

/// Whether a path names a function rather than a type, by the case that the language prescribes.
pub(super) fn is_function(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| {
        !last
            .ident
            .to_string()
            .trim_start_matches("r#")
            .starts_with(char::is_uppercase)
    })
}

impl Entry {
    /// The function that the entry names.
    pub(super) fn function(&self) -> Option<&Path> {
        match self {
            Self::Named(path) | Self::Set(syn::ExprStruct { path, .. }) => {
                Some(path).filter(|path| is_function(path))
            }
            Self::Made(_) => None,
        }
    }

    /// The entry as a person would name it.
    pub(super) fn text(&self) -> String {
        let tokens = match self {
            Self::Named(path) => path.to_token_stream(),
            Self::Set(set) => set.path.to_token_stream(),
            Self::Made(Expr::Paren(inner)) => inner.expr.to_token_stream(),
            Self::Made(Expr::Call(call)) => call.func.to_token_stream(),
            Self::Made(Expr::MethodCall(call)) => call.receiver.to_token_stream(),
            Self::Made(made) => made.to_token_stream(),
        };
        tokens.to_string().replace(' ', "")
    }

    pub(super) fn span(&self) -> Span {
        use syn::spanned::Spanned;
        match self {
            Self::Named(path) => path
                .segments
                .last()
                .map_or_else(|| path.span(), |last| last.ident.span()),
            Self::Set(set) => set.path.span(),
            Self::Made(Expr::MethodCall(call)) => call.receiver.span(),
            Self::Made(made) => made.span(),
        }
    }
}

impl Parse for End {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(keyword::routes) && input.peek2(Brace) {
            return input.parse().map(Self::Routes);
        }
        if input.is_empty() {
            return Err(input.error("expected a handler, or `routes { … }`, after `=>`"));
        }
        input.parse().map(Self::Handler)
    }
}

impl Parse for Routes {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let keyword = input.parse()?;
        let content;
        braced!(content in input);
        let (mut routes, mut fallback) = (Vec::new(), None);
        while !content.is_empty() {
            if content.peek(Token![_]) {
                let underscore: Token![_] = content.parse()?;
                content.parse::<Token![=>]>()?;
                let handler = content.parse()?;
                if fallback.is_some() {
                    return Err(syn::Error::new_spanned(
                        underscore,
                        "these routes have two fallbacks\n= help: remove this one",
                    ));
                }
                fallback = Some(Fallback { handler });
            } else {
                routes.push(content.parse()?);
            }
            if content.peek(Token![,]) {
                content.parse::<Token![,]>()?;
            } else if !content.is_empty() {
                // A nested stack ends with its brace, as a `match` arm does.
                let braced = matches!(
                    routes.last(),
                    Some(Route {
                        leads_to: Target::Stack(_),
                        ..
                    })
                );
                if !braced {
                    return Err(content.error(
                        "expected `,` between two routes\n= help: routes are separated by commas",
                    ));
                }
            }
        }
        Ok(Self {
            keyword,
            list: routes,
            fallback,
        })
    }
}

impl Parse for Route {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut methods = Vec::new();
        while !input.peek(LitStr) {
            let method: Ident = input.parse().map_err(|error| {
                syn::Error::new(
                    error.span(),
                    "expected a route\n= help: write `GET \"/path\" => handler`",
                )
            })?;
            methods.push(method);
            if input.peek(Token![|]) {
                input.parse::<Token![|]>()?;
            } else if input.peek(Token![,]) && input.peek2(Ident) && input.peek3(LitStr) {
                return Err(
                    input.error("expected `|` between two methods\n= help: write `GET | POST`")
                );
            } else if input.peek(Token![,]) || input.is_empty() {
                return Err(syn::Error::new(
                    methods.last().map_or_else(Span::call_site, Ident::span),
                    "a route leads to one handler\n= help: write `GET \"/path\" => handler`; a stack of its own \
                     stands in braces: `=> { stage, => handler }`",
                ));
            } else if !input.peek(LitStr) {
                return Err(input.error(
                    "the path of a route is a literal\n= help: write `GET \"/path\" => handler`",
                ));
            }
        }
        let path = input.parse()?;
        input.parse::<Token![=>]>().map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected `=>` after the path\n= help: write `GET \"/path\" => handler`",
            )
        })?;
        let leads_to = if input.peek(Brace) {
            let content;
            braced!(content in input);
            let mut stack: Stack = content.parse()?;
            if stack.entries.is_empty() {
                stack.close = content.span();
            }
            Target::Stack(Box::new(stack))
        } else {
            Target::Handler(input.parse()?)
        };
        Ok(Self {
            methods,
            path,
            leads_to,
        })
    }
}
