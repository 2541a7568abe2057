//! Diagnostics: every mistake of one macro call, each on its own token, reported together.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The mistakes found so far.
///
/// A value that still holds mistakes must not be lost: `finish` is the only way out.
#[derive(Default)]
pub(crate) struct Diagnostics {
    found: Vec<syn::Error>,
    is_told: bool,
}

impl Diagnostics {
    /// Notes a mistake on these tokens: what is wrong, and what to write.
    pub(crate) fn error(&mut self, tokens: impl ToTokens, message: impl AsRef<str>, help: &str) {
        let text = if help.is_empty() {
            message.as_ref().to_owned()
        } else {
            format!("{}\n= help: {help}", message.as_ref())
        };
        self.found.push(syn::Error::new_spanned(tokens, text));
    }

    /// Notes a mistake that the compiler tells of by itself.
    pub(crate) fn told(&mut self) {
        self.is_told = true;
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty() && !self.is_told
    }

    /// Notes a mistake that a parser has found.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.push(error);
    }

    /// Lets go of what a mistake that has been told makes of no account.
    pub(crate) fn forget(mut self) {
        self.found.clear();
    }

    /// Gives the value when there is no mistake, or all mistakes as compile errors.
    pub(crate) fn finish<T>(mut self, value: Option<T>) -> Result<T, TokenStream> {
        let found = std::mem::take(&mut self.found);
        match value {
            Some(value) if found.is_empty() && !self.is_told => Ok(value),
            _ => Err(found.iter().map(syn::Error::to_compile_error).collect()),
        }
    }
}

#[cfg(debug_assertions)]
impl Drop for Diagnostics {
    fn drop(&mut self) {
        assert!(
            self.found.is_empty() || std::thread::panicking(),
            "mistakes were found and not reported"
        );
    }
}
