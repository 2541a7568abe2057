//! The grammar of routes.

use proc_macro2::Span;
use syn::{
    Ident, LitStr, Token, braced,
    parse::{Parse, ParseStream},
    token::Brace,
};

use super::{Entry, Stack, keyword, route_habits};

/// `routes { … }`
pub(crate) struct Routes {
    pub(crate) keyword: keyword::routes,
    pub(crate) list: Vec<Route>,
    pub(crate) fallback: Option<Entry>,
}

/// `GET "/" => handler`, or `"/prefix" => { … }`.
pub(crate) struct Route {
    pub(crate) methods: Vec<Ident>,
    pub(crate) path: LitStr,
    pub(crate) leads_to: Target,
}

/// Where a route leads.
pub(crate) enum Target {
    Handler(Entry),
    Stack(Box<Stack>),
}

impl Parse for Routes {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let keyword = input.parse()?;
        let content;
        braced!(content in input);
        let (mut routes, mut fallback) = (Vec::new(), None);
        while !content.is_empty() {
            if content.peek(Token![_]) {
                let place = content.span();
                let handler = self::fallback(&content)?;
                if fallback.is_some() {
                    return Err(syn::Error::new(
                        place,
                        "these routes have two fallbacks\n= help: remove this one",
                    ));
                }
                fallback = Some(handler);
            } else {
                route_habits::begin_a_route(&content, routes.is_empty())?;
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
                    route_habits::follow_a_handler(&content)?;
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

/// `_ => handler`
fn fallback(input: ParseStream<'_>) -> syn::Result<Entry> {
    input.parse::<Token![_]>()?;
    if !input.peek(Token![=>]) {
        return Err(input.error("expected `=>` after `_`\n= help: write `_ => handler`"));
    }
    input.parse::<Token![=>]>()?;
    if input.peek(Brace) {
        return Err(input.error(
            "the fallback is one handler\n= help: write `_ => handler`; stages for it stand above `=> routes`",
        ));
    }
    input.call(Entry::handler)
}

impl Parse for Route {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let methods = methods(input)?;
        let path: LitStr = input.parse()?;
        route_habits::follow_a_path(&path, input)?;
        if input.peek(Token![|]) {
            return Err(input.error("a route has one path\n= help: write a route for each path"));
        }
        let arrow = input.parse::<Token![=>]>().map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected `=>` after the path\n= help: write `GET \"/path\" => handler`",
            )
        })?;
        if input.is_empty() || input.peek(Token![,]) || input.peek(Token![;]) {
            return Err(syn::Error::new_spanned(
                arrow,
                "the arrow leads nowhere\n= help: write `GET \"/path\" => handler`",
            ));
        }
        route_habits::lead_somewhere(input)?;
        let leads_to = if input.peek(Brace) {
            let content;
            braced!(content in input);
            let mut stack: Stack = content.parse()?;
            if stack.entries.is_empty() {
                stack.close = content.span();
            }
            Target::Stack(Box::new(stack))
        } else if input.peek(keyword::routes) && input.peek2(Brace) {
            return Err(input.error(
                "the routes below a path are a stack of their own\n= help: write `\"/path\" => { => routes { … } }`",
            ));
        } else {
            Target::Handler(input.call(Entry::handler)?)
        };
        Ok(Self {
            methods,
            path,
            leads_to,
        })
    }
}

/// `GET | POST`, up to the path.
fn methods(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let mut methods = Vec::new();
    while !input.peek(LitStr) {
        let method: Ident = input.parse().map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected a route\n= help: write `GET \"/path\" => handler`",
            )
        })?;
        methods.push(method);
        if input.peek(Token![|]) && !input.peek(Token![||]) {
            input.parse::<Token![|]>()?;
        } else if input.peek(Token![,]) && input.peek2(Ident) && input.peek3(LitStr) {
            return Err(input.error("expected `|` between two methods\n= help: write `GET | POST`"));
        } else if input.peek(Token![,]) || input.is_empty() {
            return Err(syn::Error::new(
                methods.last().map_or_else(Span::call_site, Ident::span),
                "a route leads to one handler\n= help: write `GET \"/path\" => handler`; a stack of its own \
                 stands in braces: `=> { stage, => handler }`",
            ));
        } else if input.peek(Token![_]) {
            return Err(
                input.error("the fallback answers every method\n= help: write `_ => handler`")
            );
        } else if !input.peek(LitStr) {
            route_habits::follow_a_method(input)?;
            return Err(input.error(
                "the path of a route is a literal\n= help: write `GET \"/path\" => handler`",
            ));
        }
    }
    Ok(methods)
}
