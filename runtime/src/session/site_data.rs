//! Site data: what else than its cookie a browser shall forget when a session ends.

use http::HeaderValue;

/// A kind of data that a browser keeps for a site (W3C Clear Site Data).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SiteData {
    /// Everything that the site has in the browser's cache.
    Cache,
    /// All cookies of the registrable domain, those of its other hosts too.
    Cookies,
    /// Local and session storage, databases and service workers.
    Storage,
    /// Whatever there is, also kinds to come.
    All,
}

impl SiteData {
    /// Writes the value of `Clear-Site-Data`; nothing for no kinds.
    pub(super) fn header(kinds: impl IntoIterator<Item = Self>) -> Option<HeaderValue> {
        let mut said: Vec<&'static str> = Vec::new();
        for kind in kinds {
            let word = kind.word();
            if !said.contains(&word) {
                said.push(word);
            }
        }
        // Words and commas are a header; the only failure there could be says nothing.
        (!said.is_empty())
            .then(|| HeaderValue::try_from(said.join(", ")).ok())
            .flatten()
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Cache => "\"cache\"",
            Self::Cookies => "\"cookies\"",
            Self::Storage => "\"storage\"",
            Self::All => "\"*\"",
        }
    }
}
