//! List: methods or headers that pages may use, ready to be sent.

use http::HeaderValue;

/// Names that are allowed, and the line that says so; or any name.
#[derive(Clone, Debug)]
pub(super) struct List {
    of: Of,
    names: Vec<String>,
    pub(super) any: bool,
    line: HeaderValue,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Of {
    /// Compared by case, in the order in which they were given.
    Methods,
    /// In alphabetical order.
    Headers,
}

impl List {
    pub(super) fn methods(names: &[&str]) -> Self {
        Self::new(Of::Methods, names)
    }

    pub(super) fn headers(names: &[&str]) -> Self {
        Self::new(Of::Headers, names)
    }

    /// Adds a name, which has to be a token, or `*` for any.
    pub(super) fn add(&mut self, name: &str) {
        if name == "*" {
            self.any = true;
        } else if !self.has(name.as_bytes()) {
            self.names.push(name.to_owned());
            self.write();
        }
    }

    /// Tells whether what a browser has sent is a name that is allowed.
    pub(super) fn allows(&self, name: &[u8]) -> bool {
        is_token(name) && (self.any || self.has(name))
    }

    /// The line that lists the names; `None` when there is nothing to list.
    pub(super) fn line(&self) -> Option<&HeaderValue> {
        (!self.line.is_empty()).then_some(&self.line)
    }

    fn new(of: Of, names: &[&str]) -> Self {
        let mut list = Self {
            of,
            names: names.iter().map(|&name| name.to_owned()).collect(),
            any: false,
            line: HeaderValue::from_static(""),
        };
        list.write();
        list
    }

    fn has(&self, name: &[u8]) -> bool {
        self.names.iter().any(|known| match self.of {
            Of::Methods => known.as_bytes() == name,
            Of::Headers => known.as_bytes().eq_ignore_ascii_case(name),
        })
    }

    fn write(&mut self) {
        if self.of == Of::Headers {
            self.names.sort_by_key(|name| name.to_ascii_lowercase());
        }
        // Names are tokens, so the line always fits.
        if let Ok(line) = HeaderValue::try_from(self.names.join(", ")) {
            self.line = line;
        }
    }
}

/// Tells whether a text is a `token` (RFC 9110, section 5.6.2).
pub(super) fn is_token(text: &[u8]) -> bool {
    let is_token_char =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !text.is_empty() && text.iter().all(is_token_char)
}
