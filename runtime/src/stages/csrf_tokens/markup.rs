//! Markup: a token as a piece of HTML.

use std::fmt::{self, Write};

use super::CsrfToken;

/// A hidden field of a form.
pub(super) struct HiddenField<'a>(pub(super) &'a CsrfToken);

/// An element of a page's head, for scripts to read.
pub(super) struct Meta<'a>(pub(super) &'a CsrfToken);

impl fmt::Display for HiddenField<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, token) = (Escaped(self.0.field_name()), self.0);
        write!(
            formatter,
            r#"<input type="hidden" name="{name}" value="{token}">"#
        )
    }
}

impl fmt::Display for Meta<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            r#"<meta name="csrf-token" content="{}">"#,
            self.0
        )
    }
}

/// A text as it may stand in an attribute.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                _ => formatter.write_char(letter)?,
            }
        }
        Ok(())
    }
}
