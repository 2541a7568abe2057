//! The arguments of `#[middleware]`.

use syn::{Ident, parse::ParseStream};

use crate::args::{self, Word};

/// When a stage acts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Around,
    Before,
    After,
    Finally,
}

impl Word for When {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word: Ident = input
            .fork()
            .parse()
            .map_err(|_| args::unknown(input, &WORDS))?;
        let when = match word.to_string().as_str() {
            "around" => Self::Around,
            "before" => Self::Before,
            "after" => Self::After,
            "finally" => Self::Finally,
            _ => return Err(args::unknown(input, &WORDS)),
        };
        input.parse::<Ident>()?;
        Ok(when)
    }
}

const WORDS: [&str; 4] = ["before", "after", "finally", "around"];
