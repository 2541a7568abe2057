//! Form: how a client wants to read an error, by its `Accept` (RFC 9110, section 12.5.1).

use http::{HeaderMap, header::ACCEPT};

use crate::stages::liking::Liking;

/// How an error page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Html,
    Text,
}

impl Form {
    /// The form that the client likes best; of those that it likes equally, the first given.
    ///
    /// What cannot be read in the header says nothing, and a client that wants none of them gets the
    /// first: an error is better read in the wrong form than not at all.
    pub(super) fn of(headers: &HeaderMap, forms: [Self; 3]) -> Self {
        let [mut best, ..] = forms;
        let mut liking = 0;
        for form in forms {
            let liked = form.liked(headers);
            if liked > liking {
                (best, liking) = (form, liked);
            }
        }
        best
    }

    /// How well the client likes it, in thousandths; 1000 when it does not say.
    fn liked(self, headers: &HeaderMap) -> u16 {
        let names: &[&str] = match self {
            Self::Json => &["application/problem+json", "application/json"],
            Self::Html => &["text/html"],
            Self::Text => &["text/plain"],
        };
        let liked = names
            .iter()
            .filter_map(|name| Liking::of(name, headers))
            .map(|liking| liking.quality)
            .max();
        match liked {
            Some(liked) => liked,
            None if headers.contains_key(ACCEPT) => 0,
            None => 1000,
        }
    }
}
