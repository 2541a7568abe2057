//! Names: where a token stands in a request.

use http::HeaderName;

use crate::stages::csrf::CsrfError;

/// The headers that may carry a token, the first of which pages are told, and the field of forms.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub(super) headers: Vec<HeaderName>,
    pub(super) field: String,
}

impl Names {
    /// Adds the name of a header.
    pub(super) fn add_header(&mut self, name: &str) -> Result<(), CsrfError> {
        let unfit = || CsrfError::Header(name.to_owned());
        let name = name.parse().map_err(|_| unfit())?;
        self.headers.push(name);
        Ok(())
    }

    /// Sets the name of the field.
    pub(super) fn set_field(&mut self, name: &str) -> Result<(), CsrfError> {
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(CsrfError::Field(name.to_owned()));
        }
        name.clone_into(&mut self.field);
        Ok(())
    }
}

impl Default for Names {
    fn default() -> Self {
        Self {
            headers: vec![HeaderName::from_static("x-csrf-token")],
            field: "csrf_token".to_owned(),
        }
    }
}
