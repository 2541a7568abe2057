//! `#[error_handler]`: a function that turns errors, or answers with a status, into responses.

mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;

use crate::{
    attribute::Attribute, diagnostics::Diagnostics, function::Function, runtime_path::Runtime,
    signature::Params, stub::Stub,
};

/// An error handler that has been understood.
pub(crate) enum ErrorHandler {
    /// By the type of the error, which is this parameter of those that are borrowed.
    ByType { error: usize },
    /// By the status of the response.
    ByStatus(u16),
}

impl Attribute for ErrorHandler {
    const NAME: &'static str = "error_handler";
    const STUB: Stub = Stub::Stage;
    type Word = parse::Status;

    fn read(
        word: Option<parse::Status>,
        function: &Function,
        params: &Params<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        model::read(word.as_ref(), function, params, found)
    }

    fn expand(&self, function: &Function, params: &Params<'_>, runtime: &Runtime) -> TokenStream {
        match self {
            Self::ByType { error } => expand::by_type(*error, function, params, runtime),
            Self::ByStatus(status) => expand::by_status(*status, function, params, runtime),
        }
    }
}
