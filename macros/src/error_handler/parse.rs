//! The argument of `#[error_handler]`: a status, as a number.

use syn::{LitInt, parse::ParseStream};

use crate::args::{self, Word};

/// The status that a handler answers for.
pub(crate) struct Status(pub(super) u16);

impl Word for Status {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(LitInt) {
            return Err(args::unknown(input, &["404"]));
        }
        let number: LitInt = input.parse()?;
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
