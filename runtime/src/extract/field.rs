//! Field: which field of the client's data did not fit, in words that are safe to send.

use std::fmt;

use serde_path_to_error::Path;

/// The longest path that is quoted back to a client: keys of maps are the client's own text.
const LONGEST: usize = 128;

/// Which field did not fit, and whether it is missing altogether.
pub(super) struct Field {
    pub(super) path: String,
    is_missing: bool,
}

impl Field {
    /// Reads where the error is.
    ///
    /// The error's own words may hold values and the program's texts, so nothing of them is kept but
    /// the name of a missing field, which is what the client has to know.
    pub(super) fn of(path: &Path, error: &impl fmt::Display) -> Self {
        let mut field = match path.to_string() {
            root if root == "." => String::new(),
            path => path,
        };
        let words = error.to_string();
        let missing = words
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split_once('`'));
        if let Some((name, _)) = missing {
            if !field.is_empty() {
                field.push('.');
            }
            field.push_str(name);
        }
        if let Some((end, _)) = field.char_indices().nth(LONGEST) {
            field.truncate(end);
        }
        Self {
            path: field,
            is_missing: missing.is_some(),
        }
    }

    /// Says it to the client.
    pub(super) fn detail(&self) -> String {
        match (&*self.path, self.is_missing) {
            ("", _) => "the data does not have the expected shape".to_owned(),
            (path, true) => format!("the field `{path}` is missing"),
            (path, false) => format!("the field `{path}` does not fit"),
        }
    }
}
