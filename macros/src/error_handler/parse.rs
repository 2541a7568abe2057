//! The argument of `#[error_handler]`: a status, as a number.

use syn::{Ident, LitInt, LitStr, Token, ext::IdentExt, parse::ParseStream};

use crate::args::Word;

/// The status that a handler answers for.
pub(crate) struct Status(pub(super) u16);

impl Word for Status {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(LitInt) {
            return Err(not_a_number(input));
        }
        let number: LitInt = input.parse()?;
        if input.peek(Token![..]) || input.peek(Token![..=]) || input.peek(Token![|]) {
            return Err(input.error(
                "an error handler is for one status\n= help: write one for each, or one for a type of errors: `err: &E`",
            ));
        }
        match number.base10_parse() {
            Ok(status @ 400..=599) => Ok(Self(status)),
            _ => Err(syn::Error::new_spanned(
                &number,
                format!(
                    "`{number}` is not the status of an error\n= help: write one from 400 to 599"
                ),
            )),
        }
    }
}

/// The error for a status that is written in another way.
fn not_a_number(input: ParseStream<'_>) -> syn::Error {
    const NUMBER: &str = "a status is a number";
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let number = text.value();
        let number = match number.parse::<u16>() {
            Ok(number) => number.to_string(),
            Err(_) => "404".to_owned(),
        };
        return input.error(format!(
            "{NUMBER}\n= help: write `#[error_handler({number})]`"
        ));
    }
    // `StatusCode::NOT_FOUND`, or the last part of it.
    let mut name = None;
    let ahead = input.fork();
    while let Ok(word) = ahead.call(Ident::parse_any) {
        name = Some(word.to_string());
        if ahead.parse::<Token![::]>().is_err() {
            break;
        }
    }
    let is_type = name.as_ref().is_some_and(|name| {
        let mut letters = name.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    });
    if let Some(name) = name.as_ref().filter(|_| is_type) {
        return input.error(format!(
            "the type of the error stands in the parameter\n= help: write `#[error_handler]`, and `err: &{name}`"
        ));
    }
    let number = match name.as_deref() {
        Some("BAD_REQUEST") => "400",
        Some("UNAUTHORIZED") => "401",
        Some("FORBIDDEN") => "403",
        Some("METHOD_NOT_ALLOWED") => "405",
        Some("CONFLICT") => "409",
        Some("UNPROCESSABLE_ENTITY") => "422",
        Some("TOO_MANY_REQUESTS") => "429",
        Some("INTERNAL_SERVER_ERROR") => "500",
        Some("BAD_GATEWAY") => "502",
        Some("SERVICE_UNAVAILABLE") => "503",
        _ => "404",
    };
    input.error(format!(
        "{NUMBER}\n= help: write `#[error_handler({number})]`"
    ))
}
