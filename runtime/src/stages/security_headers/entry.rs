//! Entry: one header of the set, ready to be sent.

use http::{HeaderMap, HeaderName, HeaderValue};

/// One header of the set.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: HeaderName,
    pub(super) value: HeaderValue,
    pub(super) is_forced: bool,
    pub(super) on: On,
}

/// Which answers a header is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum On {
    All,
    /// Not preflights, which are no documents.
    Documents,
    /// Not 304s, which would replace the policy that the page was sent with, nonce and all.
    Fresh,
}

impl Entry {
    /// Sets the header, unless a handler has and this is not forced.
    #[inline]
    pub(super) fn put(&self, headers: &mut HeaderMap) {
        if self.is_forced {
            headers.insert(self.name.clone(), self.value.clone());
        } else {
            headers
                .entry(&self.name)
                .or_insert_with(|| self.value.clone());
        }
    }
}
